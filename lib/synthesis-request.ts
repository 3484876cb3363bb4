import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type StageName, stageNamed } from './stages.ts';

/** What a synthesis was asked for. */
export interface SynthesisRequest {
  readonly stageName: StageName;
  /** Where the assembly is written; absent, where the CDK CLI says, else `cdk.out`. */
  readonly outdir?: string;
}

const contextOfCli = z.object({ stage: z.string().optional() });

/**
 * Reads `-c stage=dev` and `-o folder` when the program is run by itself, and what the CDK CLI hands over in variables
 * when it is run by that. `WISMO_ASSEMBLY_DIR` also names the folder.
 *
 * @throws Error when the stage does not exist, or the CDK CLI is to deploy the stage that runs on one machine.
 */
export const synthesisRequest = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): SynthesisRequest => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      output: { type: 'string', short: 'o' },
    },
  });
  const { CDK_CONTEXT_JSON, CDK_OUTDIR, WISMO_ASSEMBLY_DIR } = environment;
  const given = values.context.find((pair) => pair.startsWith('stage='))?.slice('stage='.length);
  const ofCli = CDK_CONTEXT_JSON === undefined ? {} : contextOfCli.parse(JSON.parse(CDK_CONTEXT_JSON));
  const stageName = stageNamed(given ?? ofCli.stage ?? 'local');
  if (stageName === 'local' && CDK_OUTDIR !== undefined) {
    throw new Error('The stage "local" runs on one machine. Name another: npm run deploy -- -c stage=dev');
  }
  const outdir = values.output ?? WISMO_ASSEMBLY_DIR;
  return outdir === undefined ? { stageName } : { stageName, outdir };
};
