import { providerVariable, secretVariable, urlVariable } from '../../../contract/channel-registry.ts';
import { type ChannelAdapter, type ProviderParts, variableOf } from '../../channel.ts';
import { type PushMessage, renderPush } from './render.ts';

const setting = ({ environment }: ProviderParts, id: string, name: string): string =>
  variableOf(environment, providerVariable(id, name));

export const adapter: ChannelAdapter<PushMessage> = {
  render: renderPush,
  providers: {
    fcm: async ({ environment, clock, secrets }) => {
      const [url, tokenUrl] = ['api', 'token'].map((name) => variableOf(environment, urlVariable('fcm', name)));
      const secretId = variableOf(environment, secretVariable('fcm'));
      const [{ fcmProvider }, { tokenSource }] = await Promise.all([
        import('./fcm-provider.ts'),
        import('./fcm-token.ts'),
      ]);
      return fcmProvider({ url: url ?? '', secretId, tokens: tokenSource(tokenUrl ?? ''), clock, secrets });
    },
    sns_push: async (parts) => {
      const applications = {
        android: setting(parts, 'sns_push', 'android_application_arn'),
        ios: setting(parts, 'sns_push', 'ios_application_arn'),
      };
      const [{ snsClient }, { snsPushProvider }] = await Promise.all([
        import('../../providers/sns-sender.ts'),
        import('./sns-push-provider.ts'),
      ]);
      return snsPushProvider(parts.traced(snsClient()), { applications });
    },
    web_push: async (parts) => {
      const options = {
        secretId: variableOf(parts.environment, secretVariable('web_push')),
        subject: setting(parts, 'web_push', 'subject'),
        publicKey: setting(parts, 'web_push', 'public_key'),
        hosts: setting(parts, 'web_push', 'hosts')
          .split(',')
          .map((host) => host.trim()),
      };
      const { webPushProvider } = await import('./web-push-provider.ts');
      return webPushProvider({ ...options, clock: parts.clock, secrets: parts.secrets });
    },
  },
};
