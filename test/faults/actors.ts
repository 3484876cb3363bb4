import { type Followed, Follower } from './follower.ts';
import { type PatientClient, patientClient } from './patient-client.ts';
import type { Actors, Expectation, Scenario } from './scenarios/scenario.ts';
import type { Stage } from './stage.ts';

/** Scenarios that are played side by side. */
export const CLIENTS_AT_ONCE = 4;

/** FedEx Express check digit: weights 3, 1, 7 over eleven digits, mod 11, mod 10. */
const fedexNumber = (n: number): string => {
  const serial = String(20_000_000_000 + n);
  const sum = [...serial].reduce((total, digit, index) => total + Number(digit) * ([3, 1, 7][index % 3] ?? 0), 0);
  return `${serial}${(sum % 11) % 10}`;
};

/** Plays scenarios with people of their own each, so that none meets another. */
export class Company {
  readonly #stage: Stage;
  readonly #run: string;
  #admin: Promise<PatientClient> | undefined;
  #last = 0;

  /** @param run Sets this company apart from others on the same cloud. */
  constructor(stage: Stage, run: string) {
    this.#stage = stage;
    this.#run = run;
  }

  /** Every scenario once, a few at a time. */
  async play(scenarios: readonly Scenario[]): Promise<readonly Expectation[]> {
    const waiting = [...scenarios];
    const expectations: Expectation[] = [];
    const worker = async (): Promise<void> => {
      for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
        const actors = await this.#hire();
        try {
          expectations.push(...(await scenario.run(actors)));
        } catch (error) {
          throw new Error(`scenario "${scenario.name}" (${actors.key})`, { cause: error });
        }
      }
    };
    await Promise.all(Array.from({ length: CLIENTS_AT_ONCE }, worker));
    return expectations;
  }

  async #hire(): Promise<Actors> {
    const { websocket, tokenFor, now } = this.#stage;
    this.#last += 1;
    const number = this.#last;
    this.#admin ??= this.#makeAdmin();
    const admin = await this.#admin;
    const key = `${this.#run}${String(number).padStart(4, '0')}`;
    const [buyerId, driverId] = [`buyer-${key}`, `driver-${key}`];
    const [buyer, driver, system] = await Promise.all([
      tokenFor({ sub: buyerId, roles: ['customer'] }),
      tokenFor({ sub: driverId, roles: ['driver'] }),
      tokenFor({ sub: 'shop-backend', roles: ['system'] }),
    ]);
    return {
      admin,
      buyer: admin.as(buyer),
      driver: admin.as(driver),
      system: admin.as(system),
      nobody: admin.as(undefined),
      buyerId,
      driverId,
      sellerId: `shop-${key}`,
      key,
      trackingNumber: fedexNumber(Number.parseInt(this.#run, 36) * 10_000 + number),
      now,
      follow: async (followed: Followed) => {
        const follower = new Follower(websocket, buyer, followed);
        await follower.follow();
        return follower;
      },
    };
  }

  async #makeAdmin(): Promise<PatientClient> {
    const { api, secrets, now, tokenFor } = this.#stage;
    const token = await tokenFor({ sub: 'faults-admin', roles: ['admin'] });
    return patientClient({ api, token, secrets, now });
  }
}
