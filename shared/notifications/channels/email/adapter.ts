import { secretVariable, sesVariables, urlVariable } from '../../../contract/channel-registry.ts';
import { type ChannelAdapter, type ProviderParts, variableOf } from '../../channel.ts';
import { type EmailMessage, renderEmail } from './render.ts';
import type { HttpMailOptions } from './sendgrid-provider.ts';

const { from, configurationSet } = sesVariables('email');

const overHttp = (id: string, { environment, clock, secrets }: ProviderParts): HttpMailOptions => ({
  url: variableOf(environment, urlVariable(id, 'api')),
  secretId: variableOf(environment, secretVariable(id)),
  from: variableOf(environment, from),
  clock,
  secrets,
});

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
    sendgrid: async (parts) => {
      const { sendgridProvider } = await import('./sendgrid-provider.ts');
      return sendgridProvider(overHttp('sendgrid', parts));
    },
    resend: async (parts) => {
      const { resendProvider } = await import('./resend-provider.ts');
      return resendProvider(overHttp('resend', parts));
    },
  },
};
