/**
 * `npm run search:rebuild [-- --stage dev]`: has every order indexed anew, after a change of what orders are found by. The
 * work is done by the stage's own search function, behind its queue; this asks for it and tells how it goes.
 */
import { parseArgs } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { STAGES, stageNamed } from '../lib/stages.ts';

const HELP = `npm run search:rebuild [-- options]

Indexes every order anew: after a change of what orders are found by. Search goes on answering meanwhile.

  --stage <name>   a deployed stage, with AWS credentials in the environment; absent, the local cloud that is running
  --help           this text

  WISMO_PORT       port of the local cloud (4000)`;

/** Where a stage takes work for its index. */
interface SearchQueue {
  readonly url: string;
  readonly connection: SQSClientConfig;
}

const OUTPUT = 'SearchQueueUrl';
const PAUSE_MILLISECONDS = 1_000;
/** The service's count of a queue's messages is approximate: so many times in a row it must say that none is left. */
const EMPTY_IN_A_ROW = 3;

const deployedQueue = async (stage: string): Promise<SearchQueue> => {
  const name = stageNamed(stage);
  const { region } = STAGES[name];
  const StackName = `Wismo-${name}-Service`;
  const { Stacks = [] } = await new CloudFormationClient({ region }).send(new DescribeStacksCommand({ StackName }));
  const url = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === OUTPUT)?.OutputValue;
  if (url === undefined) throw new Error(`The stack ${StackName} has no output ${OUTPUT}: deploy it first.`);
  return { url, connection: { region } };
};

interface Health {
  readonly region: string;
  readonly addresses: { readonly edge: string };
  readonly outputs: Readonly<Record<string, string>>;
}

const localQueue = async (): Promise<SearchQueue> => {
  const address = `http://127.0.0.1:${process.env.WISMO_PORT ?? '4000'}`;
  const response = await fetch(`${address}/_local/health`).catch((error: unknown) => {
    throw new Error(`Nothing answers at ${address}: is \`npm start\` running, with the same WISMO_PORT?`, {
      cause: error,
    });
  });
  const { region, addresses, outputs } = (await response.json()) as Health;
  const url = outputs[OUTPUT];
  if (url === undefined) throw new Error(`The local cloud has no output ${OUTPUT}.`);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { url, connection: { region, endpoint: addresses.edge, credentials } };
};

const messagesLeft = async (client: SQSClient, QueueUrl: string): Promise<number> => {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
};

/** Tells what is left until nothing is: what cannot be indexed ends in the dead-letter queue, which has an alarm. */
const watch = async (client: SQSClient, url: string): Promise<void> => {
  for (let empty = 0; empty < EMPTY_IN_A_ROW; ) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    const left = await messagesLeft(client, url);
    empty = left === 0 ? empty + 1 : 0;
    console.log(left === 0 ? 'nothing left to index' : `about ${left} portions left to index`);
  }
};

const { values } = parseArgs({
  options: { stage: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
});

const rebuild = async (): Promise<void> => {
  const { url, connection } = await (values.stage === undefined ? localQueue() : deployedQueue(values.stage));
  const client = new SQSClient(connection);
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify({ rebuild: {} }) }));
  console.log('asked for; the search function is at work');
  await watch(client, url);
};

if (values.help) {
  console.log(HELP);
} else {
  try {
    await rebuild();
  } catch (error) {
    // One sentence is all that a person at the terminal can use.
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
