import { registerSimulator } from '../control/simulators.ts';
import { correosWire } from './correos/wire.ts';
import { dhlWire } from './dhl/wire.ts';
import { doordashWire } from './doordash/wire.ts';
import { createFcmSimulator } from './fcm/simulator.ts';
import { fedexWire } from './fedex/wire.ts';
import { createResendSimulator } from './resend/simulator.ts';
import { createSendgridSimulator } from './sendgrid/simulator.ts';
import { createCarrierSimulator } from './shared/carrier-simulator.ts';
import type { CarrierWire } from './shared/wire.ts';
import { createTwilioSimulator } from './twilio/simulator.ts';
import { uberWire } from './uber/wire.ts';
import { upsWire } from './ups/wire.ts';
import { createWebPushSimulator } from './web_push/simulator.ts';
import { createWhatsAppSimulator } from './whatsapp_cloud/simulator.ts';

export const CARRIER_WIRES: readonly CarrierWire[] = [fedexWire, upsWire, dhlWire, correosWire, uberWire, doordashWire];

/** Makes the carriers and providers known to `/_local/simulators/…`: once, when the local cloud starts. */
export const registerSimulators = (): void => {
  for (const wire of CARRIER_WIRES) registerSimulator(wire.id, createCarrierSimulator(wire));
  registerSimulator('sendgrid', createSendgridSimulator());
  registerSimulator('resend', createResendSimulator());
  registerSimulator('fcm', createFcmSimulator());
  registerSimulator('web_push', createWebPushSimulator());
  registerSimulator('twilio', createTwilioSimulator());
  registerSimulator('whatsapp_cloud', createWhatsAppSimulator());
};
