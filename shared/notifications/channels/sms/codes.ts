import { providerVariable, secretVariable, urlVariable } from '../../../contract/channel-registry.ts';
import { type CodeSender, variableOf } from '../../channel.ts';
import { callingCodesIn } from './numbers.ts';
import type { SmsMessage } from './render.ts';

/** Sends codes as it sends everything else; without what renders everything else. */
export const providers: CodeSender<SmsMessage>['providers'] = {
  sns: async ({ environment, traced }) => {
    const setting = (name: string): string => variableOf(environment, providerVariable('sns', name));
    const options = {
      senderId: setting('sender_id'),
      maxPriceUsd: setting('max_price_usd'),
      callingCodes: callingCodesIn(setting('calling_codes')),
    };
    const [{ snsClient }, { snsSmsProvider }] = await Promise.all([
      import('../../providers/sns-sender.ts'),
      import('./sns-provider.ts'),
    ]);
    return snsSmsProvider(traced(snsClient()), options);
  },
  twilio: async ({ environment, clock, secrets }) => {
    const setting = (name: string): string => variableOf(environment, providerVariable('twilio', name));
    const options = {
      url: variableOf(environment, urlVariable('twilio', 'api')),
      secretId: variableOf(environment, secretVariable('twilio')),
      accountSid: setting('account_sid'),
      from: setting('from'),
      callingCodes: callingCodesIn(setting('calling_codes')),
      reportsUrl: setting('reports_url'),
      clock,
      secrets,
    };
    const { twilioProvider } = await import('./twilio-provider.ts');
    return twilioProvider(options);
  },
};
