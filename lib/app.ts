import { App, Tags, Validations } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { definedFields } from '../shared/defined-fields.ts';
import type { Bundles } from './bundling/function-entries.ts';
import { DataStack } from './stacks/data-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
import { WebStack } from './stacks/web-stack.ts';
import { STAGES, type Stage, type StageName } from './stages.ts';

export interface AppOptions {
  readonly stageName: StageName;
  /** Its settings; absent, those of the table of stages. */
  readonly stage?: Stage;
  readonly bundles: Bundles;
  /** Where the cloud assembly is written; absent, where the CDK CLI says, else `cdk.out`. */
  readonly outdir?: string;
}

export interface WismoApp {
  readonly app: App;
  readonly data: DataStack;
  readonly service: ServiceStack;
  readonly web: WebStack;
}

/** Set here and not in cdk.json, so that the app comes out the same with and without the CDK CLI. */
const CONTEXT = {
  ...recommendedFlags,
  // Exports keep the data stack from dropping what the service stack still uses.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  // What counts constructs for AWS also puts a resource into every template that a reader must skip.
  '@aws-cdk/core:enableAdditionalMetadataCollection': false,
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
};

/** One stage of Wismo: its stacks, checked by the AWS Solutions rules. Any number of stages fit into one account. */
export const buildApp = ({ stageName, stage = STAGES[stageName], bundles, outdir }: AppOptions): WismoApp => {
  const app = new App({
    analyticsReporting: false,
    postCliContext: CONTEXT,
    ...definedFields({ outdir }),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const env = { region: stage.region };
  const stackId = (name: string): string => `Wismo-${stageName}-${name}`;
  const data = new DataStack(app, stackId('Data'), {
    stageName,
    stage,
    env,
    description: `Wismo, ${stage.purpose}: what must never be lost`,
    terminationProtection: stage.retainsData,
  });
  const service = new ServiceStack(app, stackId('Service'), {
    stageName,
    stage,
    env,
    bundles,
    data,
    description: `Wismo, ${stage.purpose}: all that can be rebuilt`,
  });
  const web = new WebStack(app, stackId('Web'), {
    stageName,
    stage,
    env,
    data,
    service,
    description: `Wismo, ${stage.purpose}: one origin for browsers`,
  });
  Tags.of(app).add('application', 'wismo');
  Tags.of(app).add('stage', stageName);
  return { app, data, service, web };
};
