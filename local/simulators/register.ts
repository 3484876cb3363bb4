import { registerSimulator } from '../control/simulators.ts';
import { createFedexSimulator } from './fedex.ts';

/** Makes the carriers known to `/_local/simulators/…`: once, when the local cloud starts. */
export const registerSimulators = (): void => {
  registerSimulator('fedex', createFedexSimulator());
};
