import { join } from 'node:path';
import { type ClientRecipe, type Step, step } from './recipe.ts';

const OPENAPI_GENERATOR = '7.17.0';
const OAPI_CODEGEN = '2.8.0';
const OGEN = '1.24.0';
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

/** Generated in place: its dependencies are a workspace of the project. */
const TYPESCRIPT_FOLDER = join(import.meta.dirname, 'typescript');

export const TYPESCRIPT: ClientRecipe = {
  language: 'TypeScript',
  generator: 'openapi-typescript 7.13.0, openapi-fetch 0.17.0',
  tools: [],
  sources: {},
  generate: ({ document }) => [
    step(
      process.execPath,
      join(TYPESCRIPT_FOLDER, 'node_modules', 'openapi-typescript', 'bin', 'cli.js'),
      document,
      '--output',
      join(TYPESCRIPT_FOLDER, 'api.d.ts'),
    ),
  ],
  compile: () => [
    step(
      process.execPath,
      join(TYPESCRIPT_FOLDER, 'node_modules', 'typescript', 'bin', 'tsc'),
      '--project',
      TYPESCRIPT_FOLDER,
    ),
  ],
  journey: () => step(process.execPath, join(TYPESCRIPT_FOLDER, 'journey.ts')),
  payment: () => step(process.execPath, join(TYPESCRIPT_FOLDER, 'payment.ts')),
};

const PYTHON: ClientRecipe = {
  language: 'Python',
  generator: 'openapi-python-client 0.29.1',
  tools: ['python3'],
  sources: {
    'python/requirements.txt': 'requirements.txt',
    'python/journey.py': 'client/journey.py',
    'python/payment.py': 'client/payment.py',
  },
  generate: ({ document }) => [
    step('python3', '-m', 'venv', 'venv'),
    step('venv/bin/pip', 'install', '--quiet', '--requirement', 'requirements.txt'),
    step('venv/bin/openapi-python-client', 'generate', '--path', document, '--output-path', 'client', '--overwrite'),
  ],
  compile: () => [step('venv/bin/python', '-m', 'compileall', '-q', 'client')],
  journey: () => step('venv/bin/python', 'client/journey.py'),
  payment: () => step('venv/bin/python', 'client/payment.py'),
};

const buildGo: readonly Step[] = [
  step('go', 'mod', 'tidy'),
  step('go', 'vet', '.'),
  step('go', 'build', '-o', 'journey', '.'),
];

const GO_WITH_OAPI_CODEGEN: ClientRecipe = {
  language: 'Go',
  generator: `oapi-codegen ${OAPI_CODEGEN}`,
  tools: ['go'],
  sources: {
    'go/oapi-codegen/main.go': 'main.go',
    'go/oapi-codegen/go.mod': 'go.mod',
    'go/webhook/main.go': 'webhook/main.go',
    'go/webhook/go.mod': 'webhook/go.mod',
    'go/oapi-codegen/config.yaml': 'config.yaml',
  },
  generate: ({ document }) => [
    step(
      'go',
      'run',
      `github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v${OAPI_CODEGEN}`,
      '-config',
      'config.yaml',
      document,
    ),
  ],
  compile: () => [
    ...buildGo,
    step('go', '-C', 'webhook', 'mod', 'tidy'),
    step('go', '-C', 'webhook', 'build', '-o', 'payment', '.'),
  ],
  journey: () => step('./journey'),
  payment: () => step('webhook/payment'),
};

const GO_WITH_OGEN: ClientRecipe = {
  language: 'Go',
  generator: `ogen ${OGEN}`,
  tools: ['go'],
  sources: { 'go/ogen/main.go': 'main.go', 'go/ogen/go.mod': 'go.mod' },
  generate: ({ document }) => [
    step('go', 'run', `github.com/ogen-go/ogen/cmd/ogen@v${OGEN}`, '--target', 'wismo', '--package', 'wismo', document),
  ],
  compile: () => buildGo,
  journey: () => step('./journey'),
};

const openApiGenerator = (document: string, language: string, ...options: readonly string[]): readonly Step[] => [
  step(
    'mvn',
    '-q',
    '-B',
    `${DEPENDENCY_PLUGIN}:copy`,
    `-Dartifact=org.openapitools:openapi-generator-cli:${OPENAPI_GENERATOR}`,
    '-DoutputDirectory=generator',
  ),
  step(
    'java',
    '-jar',
    `generator/openapi-generator-cli-${OPENAPI_GENERATOR}.jar`,
    'generate',
    '-g',
    language,
    '-i',
    document,
    '-o',
    'client',
    ...options,
  ),
];

const buildWithMaven: readonly Step[] = [
  step('mvn', '-q', '-B', '-f', 'client/pom.xml', 'compile'),
  step('mvn', '-q', '-B', '-f', 'client/pom.xml', `${DEPENDENCY_PLUGIN}:copy-dependencies`, '-DoutputDirectory=lib'),
];

const runJava = (mainClass: string): Step => step('java', '-cp', 'client/target/classes:client/lib/*', mainClass);

const JAVA: ClientRecipe = {
  language: 'Java',
  generator: `openapi-generator ${OPENAPI_GENERATOR}, library native`,
  tools: ['java', 'javac', 'mvn'],
  sources: { 'java/Journey.java': 'client/src/main/java/org/openapitools/client/Journey.java' },
  generate: ({ document }) => openApiGenerator(document, 'java', '--library', 'native'),
  compile: () => buildWithMaven,
  journey: () => runJava('org.openapitools.client.Journey'),
};

const KOTLIN: ClientRecipe = {
  language: 'Kotlin',
  generator: `openapi-generator ${OPENAPI_GENERATOR}, library jvm-okhttp4`,
  tools: ['java', 'mvn'],
  sources: { 'kotlin/pom.xml': 'client/pom.xml', 'kotlin/Journey.kt': 'client/src/main/kotlin/Journey.kt' },
  generate: ({ document }) =>
    openApiGenerator(
      document,
      'kotlin',
      '--library',
      'jvm-okhttp4',
      '--additional-properties=serializationLibrary=jackson',
    ),
  compile: () => buildWithMaven,
  journey: () => runJava('JourneyKt'),
};

export const RECIPES: readonly ClientRecipe[] = [TYPESCRIPT, PYTHON, GO_WITH_OAPI_CODEGEN, GO_WITH_OGEN, JAVA, KOTLIN];
