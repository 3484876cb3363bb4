import { MESSAGES_OPERATIONS } from '../../../../shared/contract/operations/messages.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { RenderedMessage, RenderRequest } from '../../../../shared/notifications/channel.ts';
import { builtInTexts, channelTemplate } from '../../../../shared/notifications/templates/built-in.ts';
import { type TemplateProblem, templateProblems } from '../../../../shared/notifications/templates/check-template.ts';
import { TemplateError } from '../../../../shared/notifications/templates/engine.ts';
import { previewRequest } from '../../../../shared/notifications/templates/sample.ts';
import type { TemplateSlot, TemplateTexts } from '../../../../shared/notifications/templates/template.ts';
import { withShop } from '../../../../shared/shops/shop.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { ok } from '../../../http/responses.ts';
import type { MessagesDependencies } from '../dependencies.ts';
import { builtInSlot } from '../template-response.ts';

type Known = { readonly slot: TemplateSlot; readonly texts: TemplateTexts };

const knownTemplate = async (
  { templates }: MessagesDependencies,
  id: string,
  version: number | undefined,
): Promise<Known> => {
  const slot = builtInSlot(id);
  if (slot) return { slot, texts: builtInTexts(slot, channelTemplate(slot.channel)) };
  const head = await templates.getHead(id);
  const stored = head && (await templates.getVersion(id, version ?? head.activeVersion));
  if (!stored) throw notFound('The template or its version');
  return { slot: stored, texts: stored };
};

/** A built-in text needs no approval of its own to be looked at. */
const PREVIEW_NAME = 'preview';

const asked = ({ subject, content, approvedName }: TemplateTexts, isApproved: boolean | undefined): TemplateTexts => ({
  content,
  ...definedFields({ subject }),
  ...(isApproved && { approvedName: approvedName ?? PREVIEW_NAME }),
});

interface Preview {
  readonly message: RenderedMessage;
  readonly problems: readonly TemplateProblem[];
}

const rendered = async ({ rendererOf }: MessagesDependencies, request: RenderRequest): Promise<Preview> => {
  const render = await rendererOf(request.notification.channel);
  try {
    return { message: render(request), problems: [] };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { message: {}, problems: [{ part: 'content', message: error.message }] };
  }
};

/** What the sender may not expect, and pays for. */
export const warningsOf = ({ segments, encoding }: RenderedMessage): readonly string[] =>
  segments !== undefined && Number(segments) > 1
    ? [`The text is sent and paid for as ${segments} messages (${encoding})`]
    : [];

export const previewTemplate = implement(
  MESSAGES_OPERATIONS.previewTemplate,
  async ({ params: { id }, body, caller }, deps: MessagesDependencies) => {
    const { slot, texts } = await knownTemplate(deps, id, body.version);
    const channel = channelTemplate(slot.channel);
    const template = asked(
      { ...texts, ...definedFields({ subject: body.subject, content: body.content }) },
      channel.isApproved,
    );
    const problems = templateProblems(template, channel);
    const isSample = body.orderId === undefined;
    if (problems.length > 0) return ok({ message: {}, problems, warnings: [], isSample });
    const real = body.orderId === undefined ? undefined : await realOrder(deps, caller, body.orderId);
    const at = deps.clock.now().toISOString();
    const request = previewRequest(slot as Parameters<typeof previewRequest>[0], real, {
      at,
      publicUrl: deps.publicUrl,
    });
    const preview = await rendered(deps, { ...request, template });
    return ok({ ...preview, warnings: warningsOf(preview.message), isSample });
  },
);

const realOrder = async (
  { store, shops }: MessagesDependencies,
  caller: Parameters<typeof visibleOrder>[1],
  orderId: string,
) => {
  const { order } = await visibleOrder(store, caller, orderId);
  const shop = await shops.get(order.sellerId);
  return { order: withShop(order, shop), shop };
};
