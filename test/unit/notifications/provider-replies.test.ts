import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { combinedOutcome, type SendOutcome } from '../../../shared/notifications/channel.ts';
import { outcomeByStatus, post, retryAfterOf, retryUntil } from '../../../shared/notifications/providers/http.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const reply = (status: number, headers: Readonly<Record<string, string>> = {}, json: unknown = undefined) => ({
  status,
  json,
  now: NOW,
  header: (name: string) => headers[name],
});

describe('a reply that no rule of its provider knows', () => {
  it.each([
    [200, 'unknown'],
    [302, 'blocked'],
    [400, 'blocked'],
    [401, 'blocked'],
    [404, 'blocked'],
    [408, 'unknown'],
    [413, 'refused'],
    [429, 'throttled'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'unavailable'],
    [504, 'unknown'],
  ] as const)('%i is %s', (status, outcome) => {
    expect(outcomeByStatus(reply(status)).outcome).toBe(outcome);
  });

  it.each([
    ['7', 7],
    ['0', 1],
    ['0.2', 1],
    ['999999', 3_600],
    ['Sun, 01 Mar 2026 10:01:00 GMT', 60],
    ['Sun, 01 Mar 2026 09:00:00 GMT', 1],
    ['soon', 10],
    ['-5', 1],
    [undefined, 10],
  ])('Retry-After %s is %i seconds', (text, seconds) => {
    expect(retryAfterOf(reply(429, text === undefined ? {} : { 'retry-after': text }))).toBe(seconds);
  });

  it('names a moment in seconds since 1970', () => {
    const at = NOW.getTime() / 1_000;
    expect([`${at + 30}`, `${at - 30}`, 'x', undefined].map((text) => retryUntil(text, NOW))).toEqual([30, 1, 10, 10]);
  });
});

describe('posting', () => {
  let stop = async (): Promise<void> => {};
  afterEach(() => stop());
  const listening = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  const posted = (url: string, timeout?: number) =>
    post(
      { url, headers: {}, body: 'x' },
      NOW,
      (got) => ({ outcome: 'refused', error: JSON.stringify(got.json) }),
      timeout,
    );

  it('does not wait for ever: what was cut off may have been taken', async () => {
    const url = await listening(() => {});
    expect(await posted(url, 20)).toEqual({ outcome: 'unknown', error: 'TimeoutError' });
  });

  it('follows nobody: a key is for its own host', async () => {
    const paths: string[] = [];
    const url = await listening((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await posted(url);
    expect(paths).toEqual(['/']);
  });

  it('reads the beginning of a reply without an end', async () => {
    const url = await listening((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (response.write('x'.repeat(16_384)));
        response.once('drain', more);
      };
      more();
    });
    expect(await posted(url)).toEqual({ outcome: 'refused', error: undefined });
  });

  it('records codes and never what was said', async () => {
    const outcome = await posted('http://127.0.0.1:9/ana@example.com');
    expect(['unavailable', 'unknown']).toContain(outcome.outcome);
    expect(JSON.stringify(outcome)).not.toContain('ana@');
  });
});

describe('what became of a message to several addresses', () => {
  const accepted: SendOutcome = { outcome: 'accepted', providerMessageId: '1' };
  const gone = {
    outcome: 'refused',
    error: 'Unregistered',
    goneContacts: [{ address: 'a', reason: 'unregistered' }],
  } as const satisfies SendOutcome;
  const unavailable: SendOutcome = { outcome: 'unavailable', error: 'x' };
  const unknown: SendOutcome = { outcome: 'unknown', error: 'x' };

  it('is that somebody was reached, if only once', () => {
    expect(combinedOutcome([unavailable, gone, accepted])).toEqual({ ...accepted, goneContacts: gone.goneContacts });
    expect(combinedOutcome([accepted, unknown])).toEqual(accepted);
  });

  it('is open while it may have been accepted, and comes again while it can be', () => {
    expect(combinedOutcome([gone, unavailable, unknown])).toEqual(unknown);
    expect(combinedOutcome([gone, unavailable])).toEqual(unavailable);
    expect(combinedOutcome([gone, gone])).toMatchObject({
      outcome: 'refused',
      goneContacts: [{ address: 'a' }, { address: 'a' }],
    });
  });
});
