import { providerVariable, secretVariable, urlVariable } from '../../../contract/channel-registry.ts';
import { type ChannelAdapter, variableOf } from '../../channel.ts';
import { renderWhatsApp, type WhatsAppMessage } from './render.ts';

const ID = 'whatsapp_cloud';

export const adapter: ChannelAdapter<WhatsAppMessage> = {
  render: renderWhatsApp,
  providers: {
    [ID]: async ({ environment, clock, secrets }) => {
      const options = {
        url: variableOf(environment, urlVariable(ID, 'api')),
        secretId: variableOf(environment, secretVariable(ID)),
        phoneNumberId: variableOf(environment, providerVariable(ID, 'phone_number_id')),
        apiVersion: variableOf(environment, providerVariable(ID, 'api_version')),
        clock,
        secrets,
      };
      const { cloudProvider } = await import('./cloud-provider.ts');
      return cloudProvider(options);
    },
  },
};
