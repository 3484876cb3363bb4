import { beforeEach, describe, expect, it } from 'vitest';
import { phoneCodeText } from '../../../shared/notifications/contacts/phone-code.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { buyer, SECRET, stranger, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const read = async () => (await api.call('GET', '/api/notifications/preferences', { as: buyer })).body;

describe('verifying a telephone', () => {
  const NUMBER = '+34600111222';
  const call = (body: unknown, as: Caller = buyer) => api.call('POST', '/api/notifications/verify-phone', { as, body });
  /** As the SMS has it. */
  const digitsSent = async (ownerId = 'user:user-2041', phoneNumber = NUMBER): Promise<string> => {
    const { codeId } = api.parts.codesToSend.at(-1) ?? { codeId: '' };
    const claimed = await api.parts.phoneCodes.claimSending(ownerId, codeId, api.parts.clock.now().toISOString());
    if (!claimed) throw new Error('There is no code to send');
    return phoneCodeText({ ...claimed, phoneNumber }, { current: SECRET });
  };
  const wrong = (digits: string): string => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

  it('takes the digits that were sent there, once', async () => {
    const requested = await call({ phoneNumber: '600 111 222' });
    expect([requested.status, requested.body]).toEqual([202, { expiresAt: '2026-11-20T10:10:00.000Z' }]);
    const code = await digitsSent();
    expect((await call({ phoneNumber: NUMBER, code })).body).toEqual({ phoneVerified: true });
    expect(await read()).toMatchObject({ phoneNumber: NUMBER, phoneVerified: true });
    expect((await call({ phoneNumber: NUMBER, code })).status).toBe(422);
  });

  it('refuses the right digits after five wrong ones, for another number, for another person, and too late', async () => {
    await call({ phoneNumber: NUMBER });
    const code = await digitsSent();
    expect((await call({ phoneNumber: '+34600111223', code })).status).toBe(422);
    expect((await call({ phoneNumber: NUMBER, code }, stranger)).status).toBe(422);
    for (let n = 0; n < 5; n += 1) expect((await call({ phoneNumber: NUMBER, code: wrong(code) })).status).toBe(422);
    expect((await call({ phoneNumber: NUMBER, code })).status).toBe(422);
    await call({ phoneNumber: NUMBER });
    const late = await digitsSent();
    api.advance(10 * 60_000);
    expect((await call({ phoneNumber: NUMBER, code: late })).status).toBe(422);
    expect(await read()).toMatchObject({ phoneVerified: false });
  });

  it('refuses alike whatever the reason', async () => {
    const never = (await call({ phoneNumber: NUMBER, code: '123456' })).body;
    await call({ phoneNumber: NUMBER });
    const code = await digitsSent();
    const guessed = (await call({ phoneNumber: NUMBER, code: wrong(code) })).body;
    expect({ ...guessed, timestamp: never.timestamp }).toEqual(never);
  });

  it('makes the code before worthless', async () => {
    await call({ phoneNumber: NUMBER });
    const first = await digitsSent();
    await call({ phoneNumber: NUMBER });
    expect((await call({ phoneNumber: NUMBER, code: first })).status).toBe(422);
  });

  it.each(['+34911234567', '+870773123456', '+15550100199', '112', 'call me'])(
    'sends none to %s',
    async (phoneNumber) => {
      expect((await call({ phoneNumber })).status).toBe(422);
      expect(api.parts.codesToSend).toEqual([]);
    },
  );

  it('is limited by number, whoever asks', async () => {
    const asked = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        call({ phoneNumber: NUMBER }, { kind: 'user', sub: `person-${n}`, roles: ['customer'], sellerIds: [] }),
      ),
    );
    expect(asked.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, 429, 429]);
    expect(asked.find(({ status }) => status === 429)?.headers['Retry-After']).toBeDefined();
  });

  it('is limited by person, address and country, whatever numbers they ask for', async () => {
    const ask = (n: number, sub: string, prefix = '+3460011') =>
      call({ phoneNumber: `${prefix}${String(1000 + n)}` }, { kind: 'user', sub, roles: ['customer'], sellerIds: [] });
    const statuses = async (count: number, subOf: (n: number) => string, prefix?: string) => {
      const found: number[] = [];
      for (let n = 0; n < count; n += 1) found.push((await ask(n, subOf(n), prefix)).status);
      return found.filter((status) => status === 202).length;
    };
    expect(await statuses(12, () => 'one')).toBe(5);
    // From one address, whoever signs in: 20 an hour, of which five are gone.
    expect(await statuses(30, (n) => `many-${n}`)).toBe(15);
  });
});
