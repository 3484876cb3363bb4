import { createResendSimulator } from '../../../local/simulators/resend/simulator.ts';
import { createSendgridSimulator } from '../../../local/simulators/sendgrid/simulator.ts';
import { providerContract } from './support/provider.contract.ts';

const outgoing = {
  notificationId: 'ntf_0123456789abcdef',
  orderId: 'ord 1/2',
  addresses: ['ana@example.com'],
  message: { subject: 'Pedido ORD-1', html: '<p>En camino</p>', text: 'En camino' },
};
const environment = { CHANNEL_EMAIL_FROM: 'Wismo <orders@wismo.example>', CHANNEL_EMAIL_CONFIGURATION_SET: 'mail' };
const common = { channel: 'email', environment, outgoing, wrongAddress: 'nobody' } as const;

providerContract({ ...common, provider: 'sendgrid', simulator: createSendgridSimulator, retryAfterSeconds: [58, 61] });
providerContract({
  ...common,
  provider: 'resend',
  simulator: createResendSimulator,
  retryAfterSeconds: [7, 7],
  rendersAnew: { subject: 'Pedido ORD-1', html: '<p>Entregado</p>', text: 'Entregado' },
});
