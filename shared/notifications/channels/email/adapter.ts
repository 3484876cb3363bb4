import { sesVariables } from '../../../contract/channel-registry.ts';
import { type ChannelAdapter, variableOf } from '../../channel.ts';
import { type EmailMessage, renderEmail } from './render.ts';

const { from, configurationSet } = sesVariables('email');

export const adapter: ChannelAdapter<EmailMessage> = {
  render: renderEmail,
  providers: {
    ses: async ({ environment, backoff, traced }) => {
      const { sesClient, sesProvider } = await import('./ses-provider.ts');
      return sesProvider(traced(sesClient()), {
        from: variableOf(environment, from),
        configurationSet: variableOf(environment, configurationSet),
        backoff,
      });
    },
  },
};
