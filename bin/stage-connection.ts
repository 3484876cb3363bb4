import { STAGES, stageNamed } from '../lib/stages.ts';
import { stageOutputs } from './stage-outputs.ts';

/** How a command reaches the services of a stage. */
export interface StageConnection {
  /** What any client of the AWS SDK takes. */
  readonly connection: {
    readonly region: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Of all stacks. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What the names of the stage's queues begin with. */
  readonly queueNamePrefix: string;
}

interface Health {
  readonly region: string;
  readonly addresses: { readonly edge: string };
  readonly outputs: Readonly<Record<string, string>>;
}

const serviceStack = (stage: string): string => `Wismo-${stage}-Service`;

const deployed = async (stage: string): Promise<StageConnection> => {
  const name = stageNamed(stage);
  const connection = { region: STAGES[name].region };
  return { connection, outputs: await stageOutputs(name), queueNamePrefix: serviceStack(name) };
};

const local = async (): Promise<StageConnection> => {
  const address = `http://127.0.0.1:${process.env.WISMO_PORT ?? '4000'}`;
  const response = await fetch(`${address}/_local/health`).catch((error: unknown) => {
    throw new Error(`Nothing responds at ${address}: is \`npm start\` running, with the same WISMO_PORT?`, {
      cause: error,
    });
  });
  const { region, addresses, outputs } = (await response.json()) as Health;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const connection = { region, endpoint: addresses.edge, credentials };
  return { connection, outputs, queueNamePrefix: serviceStack('local') };
};

/** A deployed stage, with AWS credentials in the environment; absent, the local cloud that is running. */
export const connectToStage = (stage: string | undefined): Promise<StageConnection> =>
  stage === undefined ? local() : deployed(stage);
