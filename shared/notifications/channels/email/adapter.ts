import { sesVariables } from '../../../contract/channel-registry.ts';
import { type ChannelAdapter, variableOf } from '../../channel.ts';
import { type EmailMessage, renderEmail } from './render.ts';
import { sesClient, sesProvider } from './ses-provider.ts';

const { from, configurationSet } = sesVariables('email');

export const adapter: ChannelAdapter<EmailMessage> = {
  render: renderEmail,
  provider: ({ environment, backoff, traced }) =>
    sesProvider(traced(sesClient()), {
      from: variableOf(environment, from),
      configurationSet: variableOf(environment, configurationSet),
      backoff,
    }),
};
