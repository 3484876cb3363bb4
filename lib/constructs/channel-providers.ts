import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { HttpNeeds, ProviderDescriptor } from '../../shared/contract/channel-descriptor.ts';
import {
  type Channel,
  isAtEveryStage,
  providerVariable,
  secretVariable,
  sesVariables,
  urlVariable,
} from '../../shared/contract/channel-registry.ts';
import { pascalCase } from '../pascal-case.ts';
import { EmailSending } from './email-sending.ts';
import type { Secrets } from './secrets.ts';
import type { ServiceContext } from './service-context.ts';
import type { ServiceFunction } from './service-function.ts';

interface Connection {
  readonly scope: Construct;
  readonly channel: Channel;
  readonly provider: ProviderDescriptor;
  readonly deliver: ServiceFunction;
  readonly context: ServiceContext;
  readonly secrets: Pick<Secrets, 'providers'>;
}

/** Sends from the stage's own address and from no other, over a configuration set of the channel's own. */
const connectSes = ({ scope, channel: { id }, deliver, context }: Connection): void => {
  const { emailFrom, emailIdentity } = context.stage;
  const variables = sesVariables(id);
  const sending = new EmailSending(scope, `${pascalCase(id)}Sending`, { context });
  const { configurationSetName } = sending.configurationSet;
  const arn = (resource: string, resourceName: string): string =>
    Stack.of(scope).formatArn({ service: 'ses', resource, resourceName });
  const onlySender = { StringEquals: { 'ses:FromAddress': emailFrom } };
  for (const resource of [arn('identity', emailIdentity), arn('configuration-set', configurationSetName)])
    deliver.may('ses:SendEmail', resource, onlySender);
  deliver.knows(variables.from, emailFrom).knows(variables.configurationSet, configurationSetName);
};

/** Knows where it is and reads its secret: what it is called with is in its code. */
const connectHttp = ({ provider: { id }, deliver, secrets }: Connection, { urls }: HttpNeeds): void => {
  const secret = secrets.providers.get(id);
  if (secret === undefined) throw new Error(`The stage has ${id}, and it has no secret.`);
  deliver.readsSecret(secret, secretVariable(id));
  for (const [name, url] of Object.entries(urls)) deliver.knows(urlVariable(id, name), url);
};

const connect = (connection: Connection): void => {
  const { provider, deliver, context } = connection;
  const { needs } = provider;
  if (needs.service === 'ses') connectSes(connection);
  if (needs.service === 'http') connectHttp(connection, needs);
  const settings = context.stage.notificationProviders[provider.id]?.settings ?? {};
  for (const [name, value] of Object.entries(settings)) deliver.knows(providerVariable(provider.id, name), value);
};

/** Makes what the providers of a channel need that the stage has, and grants it to the function that delivers. */
export const connectProviders = ({ channel, ...connection }: Omit<Connection, 'provider'>): void => {
  const { notificationProviders } = connection.context.stage;
  for (const provider of channel.providers) {
    if (!isAtEveryStage(provider) && notificationProviders[provider.id] === undefined) continue;
    connect({ ...connection, channel, provider });
  }
};
