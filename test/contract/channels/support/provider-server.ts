import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { notificationChannels } from '../../../../functions/composition/channels.ts';
import { createLocalClock } from '../../../../local/clock.ts';
import type { Simulator, SimulatorContext } from '../../../../local/control/simulators.ts';
import type { OutboxEntry } from '../../../../local/services/outbox.ts';
import { channelNamed, secretVariable, urlVariable } from '../../../../shared/contract/channel-registry.ts';
import type { ChannelProvider, ProviderParts } from '../../../../shared/notifications/channel.ts';

/** A simulator on a port of its own, and the provider of the product that calls it. */
export interface ProviderServer {
  readonly taken: OutboxEntry[];
  /** What was posted to the product's own address. */
  readonly webhooks: { readonly path: string; readonly headers: Record<string, unknown>; readonly body: string }[];
  readonly context: SimulatorContext;
  readonly secrets: Record<string, { current: string; previous?: string }>;
  script(input: object): Promise<unknown>;
  simulator: Simulator;
  provider(change?: Partial<Record<string, string>>): Promise<ChannelProvider>;
  stop(): Promise<void>;
}

export interface ProviderSetUp {
  readonly channel: string;
  readonly provider: string;
  readonly secret?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** As the function's own reader: what holds now, and what holds after it was fetched anew. */
const secretsOf = (server: Pick<ProviderServer, 'secrets'>): ProviderParts['secrets'] => ({
  accepts: async (secretId, check) => {
    const pair = server.secrets[secretId];
    if (pair === undefined) throw new Error('ResourceNotFoundException');
    return (await check(pair.current)) || (pair.previous !== undefined && (await check(pair.previous)));
  },
});

const textOf = async (request: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const startProviderServer = async (simulator: Simulator, setUp: ProviderSetUp): Promise<ProviderServer> => {
  const taken: OutboxEntry[] = [];
  const webhooks: ProviderServer['webhooks'] = [];
  const secrets: ProviderServer['secrets'] = {
    [`notifications/${setUp.provider}`]: { current: setUp.secret ?? 'the-key-of-now' },
  };
  const prefix = `/_local/simulators/${setUp.provider}`;
  const http = createServer(async (request, response) => {
    if (request.url?.startsWith(prefix)) return simulator.handle?.(request, response, context);
    webhooks.push({ path: request.url ?? '', headers: request.headers, body: await textOf(request) });
    response.writeHead(200).end();
  });
  const api = await listen(http);
  const context: SimulatorContext = {
    api,
    clock: createLocalClock(),
    secrets: () => secrets,
    record: (entry) => void taken.push(entry),
  };
  const descriptor = channelNamed(setUp.channel)?.providers.find(({ id }) => id === setUp.provider);
  if (descriptor === undefined) throw new Error(`${setUp.channel} has no provider ${setUp.provider}`);
  const urls = descriptor.needs.service === 'http' ? Object.keys(descriptor.needs.urls) : [];
  const environment = (change: object): Record<string, string> => ({
    CONFIGURED_PROVIDERS: `${setUp.provider}=10`,
    ...Object.fromEntries(urls.map((name) => [urlVariable(setUp.provider, name), `${api}${prefix}`])),
    [secretVariable(setUp.provider)]: `notifications/${setUp.provider}`,
    ...setUp.environment,
    ...change,
  });
  return {
    taken,
    webhooks,
    context,
    secrets,
    simulator,
    script: (input) => simulator.script(input, context),
    provider: async (change = {}) => {
      const channel = await notificationChannels({
        environment: environment(change),
        backoff: { pause: async () => {} },
        clock: context.clock,
        secrets: secretsOf({ secrets }),
      })(setUp.channel);
      const [provider] = channel?.providers ?? [];
      if (provider === undefined) throw new Error(`${setUp.provider} is not there`);
      return provider;
    },
    stop: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
};
