import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { asList, asRecord, asText } from '../edge/arn.ts';
import { AwsFailureError, contentTypeOf } from '../edge/responses.ts';
import type { AwsCall, AwsService, CloudModel, Resource } from '../ports.ts';
import { generatedSecret } from './generated-secret.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS secrets (arn TEXT NOT NULL, version TEXT NOT NULL, stage TEXT, value TEXT NOT NULL,
    created INTEGER NOT NULL, PRIMARY KEY (arn, version));`;

/** Secrets Manager, and what the local cloud's own page and simulators read from it. */
export interface SecretsService extends AwsService {
  /** By the name that follows `<app>/<stage>/`: `carriers/<id>`. Each parsed, where it is JSON. */
  byShortName(): Readonly<Record<string, unknown>>;
  /** The current value, parsed where it is JSON. */
  valueOf(arn: string): unknown;
}

const tagOf = ({ properties }: Resource, name: string): string | undefined =>
  asText(
    asList(properties.Tags)
      .map(asRecord)
      .find(({ Key }) => Key === name)?.Value,
  );

const initialValue = (resource: Resource): string =>
  asText(resource.properties.SecretString) ??
  generatedSecret(
    asRecord(resource.properties.GenerateSecretString),
    tagOf(resource, 'format'),
    tagOf(resource, 'parts')?.split(' '),
  );

const nameOf = (arn: string): string => arn.replace(/^.*:secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '');

/** `wismo/local/payments` → `payments`; a name without such a beginning stays as it is. */
const shortNameOf = (name: string): string => (name.split('/').length > 2 ? name.split('/').slice(2).join('/') : name);

interface Version {
  readonly version: string;
  readonly stage: string | null;
  readonly value: string;
  readonly created: number;
}

/** The store of versions: one is current, one may be the previous, as rotation has it. */
function secretVersions(database: DatabaseSync) {
  database.exec(SCHEMA);
  const byStage = database.prepare('SELECT * FROM secrets WHERE arn = ? AND stage = ?');
  const byVersion = database.prepare('SELECT * FROM secrets WHERE arn = ? AND version = ?');
  const relabel = database.prepare('UPDATE secrets SET stage = ? WHERE arn = ? AND stage = ?');
  const insert = database.prepare(
    'INSERT INTO secrets (arn, version, stage, value, created) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const all = database.prepare('SELECT * FROM secrets WHERE arn = ? ORDER BY created');
  return {
    get: (arn: string, stage: string): Version | undefined => byStage.get(arn, stage) as Version | undefined,
    getVersion: (arn: string, version: string): Version | undefined =>
      byVersion.get(arn, version) as Version | undefined,
    all: (arn: string): readonly Version[] => all.all(arn) as unknown as readonly Version[],
    put: (arn: string, value: string, version: string): void => {
      if (byVersion.get(arn, version) !== undefined) return;
      relabel.run(null, arn, 'AWSPREVIOUS');
      relabel.run('AWSPREVIOUS', arn, 'AWSCURRENT');
      insert.run(arn, version, 'AWSCURRENT', value, Date.now());
    },
  };
}

interface KnownSecret {
  readonly arn: string;
  readonly name: string;
  /** What people call it: its tag `Name`, else its name. */
  readonly title: string;
  readonly description: string | undefined;
}

type Versions = ReturnType<typeof secretVersions>;
type Operation = (secret: KnownSecret, input: AwsCall['input'], versions: Versions) => unknown;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetSecretValue: ({ arn, name }, input, versions) => {
    const wanted = asText(input.VersionId);
    const found =
      wanted === undefined
        ? versions.get(arn, asText(input.VersionStage) ?? 'AWSCURRENT')
        : versions.getVersion(arn, wanted);
    if (found === undefined) {
      const message = "Secrets Manager can't find the specified secret value for the staging label or version.";
      throw new AwsFailureError('ResourceNotFoundException', 400, message);
    }
    const { version: VersionId, value: SecretString, stage, created } = found;
    const VersionStages = stage === null ? [] : [stage];
    return { ARN: arn, Name: name, VersionId, SecretString, VersionStages, CreatedDate: created / 1_000 };
  },
  DescribeSecret: ({ arn, name, description }, _input, versions) => {
    const staged = versions.all(arn).filter(({ stage }) => stage !== null);
    const VersionIdsToStages = Object.fromEntries(staged.map(({ version, stage }) => [version, [stage]]));
    return { ARN: arn, Name: name, Description: description, VersionIdsToStages };
  },
  PutSecretValue: ({ arn, name }, input, versions) => {
    const value = asText(input.SecretString);
    if (value === undefined) {
      throw new AwsFailureError('InvalidParameterException', 400, 'You must provide SecretString.');
    }
    const VersionId = asText(input.ClientRequestToken) ?? randomUUID();
    versions.put(arn, value, VersionId);
    return { ARN: arn, Name: name, VersionId, VersionStages: ['AWSCURRENT'] };
  },
};

function findSecret(secrets: readonly KnownSecret[], input: AwsCall['input']): KnownSecret {
  const id = asText(input.SecretId) ?? '';
  const found = secrets.find(({ arn, name }) => arn === id || name === id || arn.startsWith(`${id}-`));
  if (found !== undefined) return found;
  throw new AwsFailureError('ResourceNotFoundException', 400, "Secrets Manager can't find the specified secret.");
}

/** Secrets of the template. Generated once and stored; a name, an ARN, or an ARN without its six last characters finds one. */
export function createSecretsService(database: DatabaseSync, model: CloudModel): SecretsService {
  const versions = secretVersions(database);
  const secrets = model.ofType('AWS::SecretsManager::Secret').map((resource): KnownSecret => {
    const arn = model.arnOf(resource.logicalId);
    if (versions.get(arn, 'AWSCURRENT') === undefined) versions.put(arn, initialValue(resource), randomUUID());
    const { Name, Description } = resource.properties;
    const name = asText(Name) ?? nameOf(arn);
    return { arn, name, title: tagOf(resource, 'Name') ?? name, description: asText(Description) };
  });
  return {
    name: 'secretsmanager',
    handle: async ({ operation, input }) => {
      const perform = OPERATIONS[operation];
      if (perform === undefined) {
        throw new AwsFailureError('UnknownOperationException', 400, `${operation} is not served here.`);
      }
      const body = Buffer.from(JSON.stringify(perform(findSecret(secrets, input), input, versions)));
      return { status: 200, headers: { 'content-type': contentTypeOf('secretsmanager') }, body };
    },
    valueOf: (arn) => parsedOrText(versions.get(arn, 'AWSCURRENT')?.value ?? ''),
    byShortName: () =>
      Object.fromEntries(
        secrets.map(({ arn, title }) => [
          shortNameOf(title),
          parsedOrText(versions.get(arn, 'AWSCURRENT')?.value ?? ''),
        ]),
      ),
  };
}

function parsedOrText(value: string): unknown {
  if (!value.startsWith('{')) return value;
  return JSON.parse(value);
}
