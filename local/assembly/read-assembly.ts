import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRecord, stringAt } from './json.ts';

/** A CloudFormation template, as far as this runner reads it. */
export interface Template {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly type: string;
  readonly condition?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly constructPath: string;
}

export interface AssemblyStack {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
  /** What the stack's code is in: `Code.S3Key` → absolute path of the file or directory. */
  readonly assets: ReadonlyMap<string, string>;
}

const UNKNOWN_REGION = 'unknown-region';
const DEFAULT_REGION = 'us-east-1';

/** Reads a synthesized cloud assembly: every stack with its template and the code it deploys. */
export function readAssembly(directory: string): readonly AssemblyStack[] {
  const manifestPath = join(directory, 'manifest.json');
  if (!existsSync(manifestPath))
    throw new Error(`There is no cloud assembly in ${directory}: manifest.json is missing`);
  const artifacts = recordsOf(readJson(manifestPath).artifacts);
  const nested = Object.values(artifacts)
    .filter((artifact) => artifact.type === 'cdk:cloud-assembly')
    .flatMap((artifact) => readAssembly(join(directory, stringAt(propertiesOf(artifact), 'directoryName') ?? '')));
  const stacks = Object.entries(artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => readStack(directory, id, artifact, artifacts));
  return [...stacks, ...nested];
}

function readStack(
  directory: string,
  artifactId: string,
  artifact: Readonly<Record<string, unknown>>,
  artifacts: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): AssemblyStack {
  const properties = propertiesOf(artifact);
  const templateFile = stringAt(properties, 'templateFile') ?? `${artifactId}.template.json`;
  const region = /^aws:\/\/[^/]+\/(.+)$/.exec(stringAt(artifact, 'environment') ?? '')?.[1] ?? UNKNOWN_REGION;
  const assets = (Array.isArray(artifact.dependencies) ? artifact.dependencies : [])
    .map((dependency) => artifacts[String(dependency)])
    .filter((candidate) => candidate?.type === 'cdk:asset-manifest')
    .flatMap((manifest) => readAssetManifest(directory, stringAt(propertiesOf(manifest), 'file') ?? ''));
  return {
    name: stringAt(properties, 'stackName') ?? artifactId,
    region: region === UNKNOWN_REGION ? DEFAULT_REGION : region,
    template: readTemplate(join(directory, templateFile)),
    assets: new Map(assets),
  };
}

function readAssetManifest(directory: string, file: string): readonly (readonly [string, string])[] {
  return Object.values(recordsOf(readJson(join(directory, file)).files)).flatMap((asset) => {
    const path = stringAt(isRecord(asset.source) ? asset.source : {}, 'path');
    if (path === undefined) return [];
    return Object.values(recordsOf(asset.destinations)).map(
      (destination) => [stringAt(destination, 'objectKey') ?? '', resolve(directory, path)] as const,
    );
  });
}

function readTemplate(path: string): Template {
  const template = readJson(path);
  const resources = Object.entries(recordsOf(template.Resources)).map(([logicalId, resource]) => {
    const condition = stringAt(resource, 'Condition');
    return [
      logicalId,
      {
        type: stringAt(resource, 'Type') ?? '',
        properties: propertiesOf({ properties: resource.Properties }),
        constructPath: stringAt(isRecord(resource.Metadata) ? resource.Metadata : {}, 'aws:cdk:path') ?? logicalId,
        ...(condition === undefined ? {} : { condition }),
      },
    ] as const;
  });
  return {
    resources: Object.fromEntries(resources),
    outputs: recordsOf(template.Outputs),
    parameters: recordsOf(template.Parameters),
    conditions: isRecord(template.Conditions) ? template.Conditions : {},
    mappings: isRecord(template.Mappings) ? template.Mappings : {},
  };
}

const propertiesOf = (artifact: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> =>
  isRecord(artifact?.properties) ? artifact.properties : {};

function recordsOf(value: unknown): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1])),
  );
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isRecord(parsed)) throw new Error(`${path} does not hold a JSON object`);
  return parsed;
}
