import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ProviderNeeds } from '../../shared/contract/channel-descriptor.ts';
import { type Channel, sesVariables } from '../../shared/contract/channel-registry.ts';
import { pascalCase } from '../pascal-case.ts';
import { EmailSending } from './email-sending.ts';
import type { ServiceContext } from './service-context.ts';
import type { ServiceFunction } from './service-function.ts';

type Connect = (scope: Construct, channel: Channel, deliver: ServiceFunction, context: ServiceContext) => void;

/** Sends from the stage's own address and from no other, over a configuration set of the channel's own. */
const connectSes: Connect = (scope, { id }, deliver, context) => {
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

const CONNECT: Readonly<Record<ProviderNeeds['service'], Connect>> = {
  ses: connectSes,
  none: () => undefined,
};

/** Makes what the provider of a channel needs, and grants it to the function that delivers. */
export const connectProvider: Connect = (scope, channel, deliver, context) =>
  CONNECT[channel.needs.service](scope, channel, deliver, context);
