import type { SimulatorContext } from '../../control/simulators.ts';

/** The value that a secret of the local stage holds now: `carriers/ups`, `notifications/resend`. */
export const currentSecret = ({ secrets }: SimulatorContext, name: string): string | undefined => {
  const secret = secrets()[name];
  return typeof secret === 'object' && secret !== null && 'current' in secret ? String(secret.current) : undefined;
};
