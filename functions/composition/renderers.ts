import { channelNamed } from '../../shared/contract/channel-registry.ts';
import type { Render } from '../../shared/notifications/templates/render-notification.ts';

/** Renders messages of a channel. Found by folder, as adapters are, and without the providers that an adapter brings. */
export const rendererOf = async (name: string): Promise<Render> => {
  const channel = channelNamed(name);
  if (channel === undefined) throw new Error(`There is no channel ${name}`);
  const module: { readonly render?: Render } = await import(
    `../../shared/notifications/channels/${channel.id}/render.ts`
  );
  if (module.render === undefined)
    throw new Error(`shared/notifications/channels/${channel.id}/render.ts exports no render`);
  return module.render;
};
