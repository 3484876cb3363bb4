import { type ProjectCopy, projectWith } from './project-copy.ts';

/** Everything that it takes to add a channel: this line, and the folder below. */
const LINE = "export { pigeon } from '../notifications/channels/pigeon/descriptor.ts';";

const DESCRIPTOR = `import type { ChannelDescriptor } from '../../../contract/channel-descriptor.ts';

export const pigeon: ChannelDescriptor<'pigeon'> = {
  id: 'pigeon',
  addressesOf: ({ userId }) => (userId === undefined ? [] : [\`loft of \${userId}\`]),
  mask: (address) => \`\${address.slice(0, 8)}***\`,
  withoutAddress: 'suppress',
  templateVersion: 3,
  limits: { messageBytes: 400 },
  storedParts: ['note'],
  isInbox: false,
  providers: [{ id: 'loft', name: 'Loft', needs: { service: 'ses' }, hasIdempotencyKey: true, ratePerSecond: 50 }],
};
`;

const RENDER = `import type { RenderRequest } from '../../channel.ts';
import { renderTexts } from '../../templates/render-texts.ts';

export type Note = { readonly note: string };

export const render = (request: RenderRequest): Note => ({ note: \`Coo! \${renderTexts(request).content}\` });
`;

const adapterFor = (loft: string): string => `import { sesVariables } from '../../../contract/channel-registry.ts';
import { type ChannelAdapter, variableOf } from '../../channel.ts';
import { type Note, render } from './render.ts';

export const adapter: ChannelAdapter<Note> = {
  render,
  providers: {
    loft: ({ environment }) => ({
      send: async ({ notificationId, addresses: [address], message }) => {
        const from = variableOf(environment, sesVariables('pigeon').from);
        const body = JSON.stringify({ notificationId, address, from, ...message });
        const { status } = await fetch('${loft}', { method: 'POST', body });
        return status === 202
          ? { outcome: 'accepted', providerMessageId: \`feather-\${notificationId}\` }
          : { outcome: 'refused', error: \`Status\${status}\` };
      },
    }),
  },
};
`;

/**
 * The project with a channel that nobody has heard of (\`pigeon\`, to the loft of a customer's account, posted to an
 * address), added as CONTRIBUTING says: one folder and one line.
 */
export const projectWithMadeUpChannel = (loft: string): ProjectCopy =>
  projectWith({
    registry: 'shared/contract/channels.ts',
    line: LINE,
    folder: 'shared/notifications/channels/pigeon',
    files: { 'descriptor.ts': DESCRIPTOR, 'render.ts': RENDER, 'adapter.ts': adapterFor(loft) },
  });
