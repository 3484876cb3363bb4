import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import type { HttpNeeds, ProviderDescriptor } from '../../shared/contract/channel-descriptor.ts';
import {
  type Channel,
  isAtEveryStage,
  providerVariable,
  secretVariable,
  sesVariables,
  urlVariable,
} from '../../shared/contract/channel-registry.ts';
import { receiptPath } from '../../shared/contract/receipt-paths.ts';
import { pascalCase } from '../pascal-case.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
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
  readonly publicUrl: string;
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
const connectHttp = (
  { provider: { id }, deliver, secrets, publicUrl }: Connection,
  { urls, reports }: HttpNeeds,
): void => {
  const secret = secrets.providers.get(id);
  if (secret === undefined) throw new Error(`The stage has ${id}, and it has no secret.`);
  deliver.readsSecret(secret, secretVariable(id));
  for (const [name, url] of Object.entries(urls)) deliver.knows(urlVariable(id, name), url);
  if (reports === true) deliver.knows(providerVariable(id, 'reports_url'), `${publicUrl}${receiptPath(id)}`);
};

/**
 * A telephone has no ARN: the right to publish to any is one to all that is no topic, endpoint or application.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html
 */
const connectTelephones = ({ scope, deliver }: Connection): void => {
  const anyArn = Stack.of(scope).formatArn({ service: 'sns', region: '*', account: '*', resource: '*' });
  deliver.role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], notResources: [anyArn] }));
};

const ARN = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:app\/([A-Z_]+\/[\w.-]+)$/;

/** Registers devices with the platform applications of the settings, and publishes to these devices. */
const connectApplications = ({ provider, deliver, context }: Connection): void => {
  const settings = context.stage.notificationProviders[provider.id]?.settings ?? {};
  for (const [name, arn] of Object.entries(settings)) {
    if (!ARN.test(arn)) throw new Error(`The setting ${name} of ${provider.id} is no platform application: ${arn}`);
    deliver.may('sns:CreatePlatformEndpoint', arn);
    const devices = `${arn.replace(':app/', ':endpoint/')}/*`;
    deliver.may('sns:Publish', devices);
    acknowledgeWildcard(deliver.role, devices, 'Each device has an endpoint of its own, and new ones come every day.');
  }
};

const connect = (connection: Connection): void => {
  const { provider, deliver, context } = connection;
  const { needs } = provider;
  if (needs.service === 'ses') connectSes(connection);
  if (needs.service === 'http') connectHttp(connection, needs);
  if (needs.service === 'sns' && needs.publishesTo === 'telephones') connectTelephones(connection);
  if (needs.service === 'sns' && needs.publishesTo === 'applications') connectApplications(connection);
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

/** Has what is published of mails sent to the queue, by every sending below the construct. */
export const publishMailEvents = (scope: IConstruct, queue: Queue): void => {
  for (const each of scope.node.findAll()) if (each instanceof EmailSending) each.publishesTo(queue);
};
