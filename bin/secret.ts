/**
 * `npm run secret -- --stage dev payments --rotate`: shows a secret of a stage, gives it a new value with the one before
 * still accepted, takes a partner's value, or ends a rotation.
 */

import { text } from 'node:stream/consumers';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  newSecret,
  parseSecret,
  rotated,
  rotationEnded,
  SECRETS,
  type SecretDefinition,
  type SecretValue,
  secretDefinition,
} from '../lib/secret-values.ts';
import { keyOfSource } from '../shared/security/signature.ts';
import { readOptions, runCommand } from './command.ts';
import { connectToStage } from './stage-connection.ts';
import { outputNamed } from './stage-outputs.ts';

const HELP = `npm run secret -- [--stage <name>] <secret> --show | --rotate | --set | --end-rotation

Secrets: ${Object.keys(SECRETS).join(', ')}

  --show            prints it
  --rotate          makes a new value and prints it; the one before is accepted until --end-rotation
  --set             takes a partner's value from standard input; the one before is accepted until --end-rotation
  --end-rotation    accepts the current value alone
  --source <name>   of a secret whose senders have keys of their own: prints that sender's
  --stage <name>    a deployed stage, with AWS credentials in the environment; absent, the local cloud that is running

Functions take a change within five minutes.

  WISMO_PORT        port of the local cloud (4000)`;

const { values, positionals } = readOptions(HELP, {
  allowPositionals: true,
  options: {
    stage: { type: 'string' },
    source: { type: 'string' },
    show: { type: 'boolean', default: false },
    rotate: { type: 'boolean', default: false },
    set: { type: 'boolean', default: false },
    'end-rotation': { type: 'boolean', default: false },
  },
});

const given = async (): Promise<string> => {
  const value = (await text(process.stdin)).trim();
  if (value === '') throw new Error('Standard input holds no value.');
  return value;
};

/** What it is to become; nothing where it is only shown. */
const nextValue = async ({ format }: SecretDefinition, value: SecretValue): Promise<SecretValue | undefined> => {
  if (values.rotate) return rotated(value, newSecret(format));
  if (values.set) return rotated(value, await given());
  return values['end-rotation'] ? rotationEnded(value) : undefined;
};

const run = async (): Promise<void> => {
  const chosen = [values.show, values.rotate, values.set, values['end-rotation']].filter((each) => each);
  const [first, ...more] = positionals;
  if (first === undefined || more.length > 0 || chosen.length !== 1) throw new Error(HELP);
  const definition = secretDefinition(first);
  const { outputs, connection } = await connectToStage(values.stage);
  const client = new SecretsManagerClient(connection);
  const SecretId = outputNamed(outputs, `${definition.constructId}Arn`);
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
  const value = parseSecret(SecretString);
  const next = await nextValue(definition, value);
  if (next !== undefined) {
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(next) }));
  }
  const { source } = values;
  const shown = next ?? value;
  console.log(JSON.stringify(source === undefined ? shown : { key: keyOfSource(shown.current, source) }, null, 2));
};

await runCommand(run);
