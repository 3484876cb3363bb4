import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { buildApp } from '../../../lib/app.ts';
import { type Bundles, FUNCTION_IDS } from '../../../lib/bundling/function-entries.ts';
import { STAGES, type Stage, type StageName, stageSchema } from '../../../lib/stages.ts';
import type { FunctionId } from '../../../shared/contract/environment.ts';
import { definedFields } from '../../../shared/defined-fields.ts';

export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a template holds is looked into freely by its tests
  readonly Properties: any;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

type Resources = Readonly<Record<string, TemplateResource>>;

export interface Template {
  readonly Resources: Resources;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

export interface Synthesized {
  readonly directory: string;
  /** `alarms` is nested in `service`, where there are any. */
  readonly templates: Readonly<Record<'data' | 'service' | 'web', Template> & { alarms?: Template }>;
  /** Of all stacks. */
  readonly resources: Resources;
  /** `[logical id, resource]` of all stacks, by type. */
  ofType(type: string): readonly (readonly [string, TemplateResource])[];
}

/** Folders that look like bundles: what is in a bundle does not matter to a template. */
export const placeholderBundles = (root: string): Bundles =>
  Object.fromEntries(
    FUNCTION_IDS.map((id) => {
      const folder = join(root, id);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'index.mjs'), `export const handler = () => '${id}';\n`);
      return [id, folder];
    }),
  ) as Record<FunctionId, string>;

/** The parameters of a nested template in the place of which its parent says something. */
const withArguments = (value: unknown, given: Readonly<Record<string, unknown>>): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => withArguments(each, given));
  const { Ref } = value as { readonly Ref?: string };
  if (Ref !== undefined && Object.hasOwn(given, Ref)) return given[Ref];
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withArguments(each, given)]));
};

/** The templates of the stacks nested in one, as its own resources would be written. */
const nestedIn = (directory: string, { Resources }: Template): readonly Template[] =>
  Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::CloudFormation::Stack')
    .map(({ Properties, Metadata }) => {
      const text = readFileSync(join(directory, String(Metadata?.['aws:asset:path'])), 'utf8');
      const { Resources: inner, Outputs = {} } = JSON.parse(text) as Template;
      return { Resources: withArguments(inner, Properties.Parameters ?? {}) as Resources, Outputs };
    });

/** What the stacks' templates hold, as one. */
export const fromTemplates = (directory: string, stacks: Omit<Synthesized['templates'], 'alarms'>): Synthesized => {
  const [alarms] = nestedIn(directory, stacks.service);
  const templates = { ...stacks, ...definedFields({ alarms }) };
  const resources = Object.assign({}, ...Object.values(templates).map(({ Resources }) => Resources)) as Resources;
  return {
    directory,
    templates,
    resources,
    ofType: (type) => Object.entries(resources).filter(([, { Type }]) => Type === type),
  };
};

/** Synthesizes one stage with placeholder bundles, its settings changed by `overrides`; throws what the rule packs find. */
export const synthesize = (
  stageName: StageName,
  overrides: Partial<Stage> = {},
  prepare: (app: IConstruct) => void = () => {},
): Synthesized => {
  const root = mkdtempSync(join(tmpdir(), 'wismo-infra-'));
  const outdir = join(root, 'assembly');
  const { app, data, service, web } = buildApp({
    stageName,
    stage: stageSchema.parse({ ...STAGES[stageName], ...overrides }),
    bundles: placeholderBundles(join(root, 'bundles')),
    outdir,
  });
  prepare(app);
  const assembly = app.synth();
  const templateOf = (stack: Stack): Template => assembly.getStackArtifact(stack.artifactId).template;
  return fromTemplates(outdir, { data: templateOf(data), service: templateOf(service), web: templateOf(web) });
};

/** The properties of each resource of this type. */
export const propertiesIn = ({ ofType }: Synthesized, type: string): readonly TemplateResource['Properties'][] =>
  ofType(type).map(([, { Properties }]) => Properties);

/** What this part of a template refers to. */
export const logicalIdsIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, id]) => id ?? '');

/** The function whose construct has this id. */
export const functionOf = ({ ofType }: Synthesized, id: FunctionId): TemplateResource => {
  const found = ofType('AWS::Lambda::Function').find(([, { Metadata }]) =>
    String(Metadata?.['aws:cdk:path']).endsWith(`/${id}/Handler/Resource`),
  );
  if (found === undefined) throw new Error(`The template has no function ${id}.`);
  return found[1];
};

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly conditions: Readonly<Record<string, unknown>>;
}

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Everything that the role of a function says. */
export const statementsOf = (synthesized: Synthesized, id: FunctionId): readonly Statement[] => {
  const role = functionOf(synthesized, id).Properties.Role['Fn::GetAtt'][0];
  return synthesized
    .ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { readonly Ref: string }) => Ref === role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .map(({ Effect, Action, Resource, Condition }) => ({
      effect: Effect,
      actions: listOf<string>(Action),
      resources: listOf<unknown>(Resource),
      conditions: Condition ?? {},
    }));
};

export interface Acknowledgement {
  readonly path: string;
  readonly id: string;
  readonly reason: string;
}

/** Every finding that was acknowledged, and where. */
export const acknowledgementsOf = (app: IConstruct): readonly Acknowledgement[] =>
  app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) =>
          Object.entries(data).map(([id, reason]) => ({ path: node.path, id, reason: String(reason) })),
        ),
    );
