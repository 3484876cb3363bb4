/**
 * `npm run search:rebuild [-- --stage dev]`: has every order indexed anew, after a change of what orders are found by. The
 * stage's own search function does the work, behind its queue; this command starts it and reports its progress.
 */
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { bodyOfMessage } from '../shared/events/messages.ts';
import { readOptions, runCommand } from './command.ts';
import { connectToStage } from './stage-connection.ts';

const HELP = `npm run search:rebuild [-- options]

Indexes every order again, after a change of the words by which orders are found. Search stays available meanwhile.

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

const searchQueue = async (stage: string | undefined): Promise<SearchQueue> => {
  const { connection, outputs } = await connectToStage(stage);
  const url = outputs[OUTPUT];
  if (url === undefined) throw new Error(`The stage has no output ${OUTPUT}: deploy it first.`);
  return { url, connection };
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

/** Reports what is left until nothing is. What cannot be indexed ends in the dead-letter queue, which has an alarm. */
const watch = async (client: SQSClient, url: string): Promise<void> => {
  for (let empty = 0; empty < EMPTY_IN_A_ROW; ) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    const left = await messagesLeft(client, url);
    empty = left === 0 ? empty + 1 : 0;
    console.log(left === 0 ? 'nothing left to index' : `about ${left} portions left to index`);
  }
};

const { values } = readOptions(HELP, {
  options: { stage: { type: 'string' } },
});

const rebuild = async (): Promise<void> => {
  const { url, connection } = await searchQueue(values.stage);
  const client = new SQSClient(connection);
  await client.send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: bodyOfMessage({ kind: 'rebuild', rebuild: {} }) }),
  );
  console.log('asked for; the search function is at work');
  await watch(client, url);
};

await runCommand(rebuild);
