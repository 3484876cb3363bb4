import { registerSimulator } from '../control/simulators.ts';
import { createFcmSimulator } from './fcm/simulator.ts';
import { createFedexSimulator } from './fedex.ts';
import { createResendSimulator } from './resend/simulator.ts';
import { createSendgridSimulator } from './sendgrid/simulator.ts';
import { createTwilioSimulator } from './twilio/simulator.ts';

import { createWebPushSimulator } from './web_push/simulator.ts';
import { createWhatsAppSimulator } from './whatsapp_cloud/simulator.ts';

/** Makes the carriers and providers known to `/_local/simulators/…`: once, when the local cloud starts. */
export const registerSimulators = (): void => {
  registerSimulator('fedex', createFedexSimulator());
  registerSimulator('sendgrid', createSendgridSimulator());
  registerSimulator('resend', createResendSimulator());
  registerSimulator('fcm', createFcmSimulator());
  registerSimulator('web_push', createWebPushSimulator());
  registerSimulator('twilio', createTwilioSimulator());
  registerSimulator('whatsapp_cloud', createWhatsAppSimulator());
};
