import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { buildApp } from '../../../lib/app.ts';
import { type Bundles, FUNCTION_IDS } from '../../../lib/bundling/function-entries.ts';
import type { StageName } from '../../../lib/stages.ts';

export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a template holds is looked into freely by its tests
  readonly Properties: any;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

export interface Synthesized {
  readonly directory: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** `[logical id, resource]` of both stacks, by type. */
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
  ) as Record<(typeof FUNCTION_IDS)[number], string>;

/** Synthesizes one stage with placeholder bundles; throws what the rule packs find. */
export const synthesize = (stageName: StageName): Synthesized => {
  const root = mkdtempSync(join(tmpdir(), 'wismo-infra-'));
  const outdir = join(root, 'assembly');
  const { app, data, service } = buildApp({ stageName, bundles: placeholderBundles(join(root, 'bundles')), outdir });
  const assembly = app.synth();
  const templateOf = (stack: Stack): Record<string, TemplateResource> =>
    assembly.getStackArtifact(stack.artifactId).template.Resources;
  const resources = { ...templateOf(data), ...templateOf(service) };
  return {
    directory: outdir,
    resources,
    ofType: (type) => Object.entries(resources).filter(([, { Type }]) => Type === type),
  };
};
