/** `npm run smoke -- --stage dev`: runs one order through a deployed stage, and says how far it came. */
import { stageNamed } from '../lib/stages.ts';
import { readOptions, runCommand } from './command.ts';
import { runSmokeTest } from './smoke/run.ts';
import { deployedTarget, type Target } from './smoke/target.ts';

const HELP = `npm run smoke -- --stage <name> | --url <address> --token <token>

Runs one order through the service: created, read, followed live, delivered, found. Ends with 0 when every step went well,
with 1 at the first that did not. The order stays, in the shop smoke-test; its mails go to nobody.

  --stage <name>      a deployed stage, with AWS credentials in the environment
  --url <address>     any other, of the API and the event stream, such as the local cloud: http://127.0.0.1:4000
  --websocket <url>   where its socket is; absent, the socket is not tried
  --token <token>     of a seller of the shop smoke-test; a stage with a user pool gets one by itself. Locally:
                      npm run -s token -- --role seller --seller smoke-test
  --help              this text`;

const { values } = readOptions(HELP, {
  options: {
    stage: { type: 'string' },
    url: { type: 'string' },
    websocket: { type: 'string' },
    token: { type: 'string' },
  },
});

const targetOf = async ({ stage, url, websocket, token }: typeof values): Promise<Target> => {
  if (stage !== undefined && url === undefined) return deployedTarget(stageNamed(stage), token);
  if (stage !== undefined || url === undefined || token === undefined) {
    throw new Error(`Give either --stage, or --url and --token.\n\n${HELP}`);
  }
  return { url, token, ...(websocket === undefined ? {} : { websocketUrl: websocket }) };
};

await runCommand(async () => {
  const target = await targetOf(values);
  console.log(`smoke test of ${target.url}`);
  await runSmokeTest(target, (line) => console.log(line));
  console.log('passed');
});
