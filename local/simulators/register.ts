import { registerSimulator } from '../control/simulators.ts';
import { createFedexSimulator } from './fedex.ts';
import { createResendSimulator } from './resend/simulator.ts';
import { createSendgridSimulator } from './sendgrid/simulator.ts';
import { createTwilioSimulator } from './twilio/simulator.ts';

/** Makes the carriers and providers known to `/_local/simulators/…`: once, when the local cloud starts. */
export const registerSimulators = (): void => {
  registerSimulator('fedex', createFedexSimulator());
  registerSimulator('sendgrid', createSendgridSimulator());
  registerSimulator('resend', createResendSimulator());
  registerSimulator('twilio', createTwilioSimulator());
};
