/**
 * `npm run redrive [-- --stage dev] [--queue <name>]`: lists dead letters and parked messages, and moves the messages of one
 * queue back to where they came from. What caused them to fail has to be mended first.
 */
import { SQSClient } from '@aws-sdk/client-sqs';
import { readOptions, runCommand } from './command.ts';
import { type DeadLetters, deadLettersOf, moveBack } from './dead-letters.ts';
import { connectToStage } from './stage-connection.ts';

const HELP = `npm run redrive [-- options]

Without --queue, lists the dead-letter queues and how many messages each holds.

  --queue <name>   moves the messages of this queue back: its name, or a part of it that no other has, such as
                   EventsRedriveQueue (parked records of the stream) or NotificationsRedeliveryLane (parked notifications)
  --stage <name>   a deployed stage, with AWS credentials in the environment; absent, the local cloud that is running
  --help           this text

  WISMO_PORT       port of the local cloud (4000)`;

const list = (all: readonly DeadLetters[]): void => {
  for (const { name, messages } of all) console.log(`${String(messages).padStart(8)}  ${name}`);
};

const theOneNamed = (all: readonly DeadLetters[], part: string): DeadLetters => {
  const [found, ...others] = all.filter(({ name }) => name.includes(part));
  if (found === undefined) throw new Error(`No dead-letter queue has ${part} in its name.`);
  if (others.length > 0) throw new Error(`${others.length + 1} dead-letter queues have ${part} in their names.`);
  return found;
};

const { values } = readOptions(HELP, {
  options: {
    queue: { type: 'string' },
    stage: { type: 'string' },
  },
});

const redrive = async (): Promise<void> => {
  const { connection, queueNamePrefix } = await connectToStage(values.stage);
  const client = new SQSClient(connection);
  const all = await deadLettersOf(client, queueNamePrefix);
  if (values.queue === undefined) return list(all);
  const letters = theOneNamed(all, values.queue);
  console.log(`${await moveBack(client, letters)} of about ${letters.messages} messages were moved back`);
};

await runCommand(redrive);
