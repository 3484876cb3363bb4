import { afterEach, expect, it } from 'vitest';
import { call, drain, local } from './support/api.ts';
import { newParties } from './support/orders.ts';

interface Text {
  readonly to: string;
  readonly text?: string;
}

const PATH = '/api/notifications/verify-phone';
const CODE = /\b\d{6}\b/;

const textsTo = async (phone: string): Promise<readonly Text[]> =>
  (await local<readonly Text[]>('GET', 'outbox')).filter(({ to }) => to === phone);

afterEach(() => local('DELETE', 'faults'));

it('a telephone is proved by the code that it was sent, and by no other', async () => {
  const { buyer } = await newParties();
  const phoneNumber = `+346${String(Date.now()).slice(-8)}`;
  const verify = (body: object) => call('POST', PATH, { token: buyer, body });
  const asked = await verify({ phoneNumber });
  expect(asked.status, asked.text).toBe(202);
  await drain();
  const texts = await textsTo(phoneNumber);
  expect(texts).toHaveLength(1);
  const code = CODE.exec(texts[0]?.text ?? '')?.[0] ?? '';
  expect(code).toMatch(/^\d{6}$/);
  const wrong = code === '000000' ? '000001' : '000000';
  const refused = await verify({ phoneNumber, code: wrong });
  expect(refused.status, refused.text).toBeGreaterThanOrEqual(400);
  expect(refused.status).toBeLessThan(500);
  const proved = await verify({ phoneNumber, code });
  expect([proved.status, proved.body], proved.text).toEqual([200, { phoneVerified: true }]);
  const { body } = await call('GET', '/api/notifications/preferences', { token: buyer });
  expect(body).toMatchObject({ phoneNumber, phoneVerified: true });
  expect((await verify({ phoneNumber, code })).status).not.toBe(202);
  expect(await local('GET', 'denied')).toEqual([]);
});

it('a code goes by Twilio where SNS takes none', async () => {
  const error = { code: 'ServiceUnavailable', status: 503, message: 'x' };
  await local('POST', 'faults', { service: 'sns', kind: 'error', error });
  const { buyer } = await newParties();
  const phoneNumber = `+346${String(Date.now()).slice(-8)}`;
  const asked = await call('POST', PATH, { token: buyer, body: { phoneNumber } });
  expect(asked.status, asked.text).toBe(202);
  await drain();
  expect(await textsTo(phoneNumber)).toEqual([
    expect.objectContaining({ provider: 'twilio', text: expect.stringMatching(CODE) }),
  ]);
});
