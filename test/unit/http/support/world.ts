/**
 * The API in process: the real handlers over stores in memory, called as the gateway does. Every response is held to
 * the schema that the contract has for it, so a test that only looks at a status still checks the body.
 */
import { expect } from 'vitest';
import { adminImplementations } from '../../../../functions/admin/admin-api/route-table.ts';
import { cachedRevocations } from '../../../../functions/composition/access-revocations.ts';
import { signedCursors } from '../../../../functions/composition/cursors.ts';
import { guestLinks } from '../../../../functions/composition/guest-links.ts';
import { rendererOf } from '../../../../functions/composition/renderers.ts';
import { secretReader } from '../../../../functions/composition/secrets.ts';
import { shopWherePossible } from '../../../../functions/composition/shops.ts';
import { viewerAddresses } from '../../../../functions/composition/viewer-addresses.ts';
import { deliveriesImplementations } from '../../../../functions/deliveries/deliveries-api/route-table.ts';
import { httpApi } from '../../../../functions/http/http-api.ts';
import { withMissingPage } from '../../../../functions/http/missing-page.ts';
import { messagesImplementations } from '../../../../functions/notifications/messages-api/route-table.ts';
import { notificationsImplementations } from '../../../../functions/notifications/notifications-api/route-table.ts';
import { ordersImplementations } from '../../../../functions/orders/orders-api/route-table.ts';
import { storeImplementations } from '../../../../functions/orders/store-api/route-table.ts';
import { trackingImplementations } from '../../../../functions/orders/tracking-api/route-table.ts';
import { getHealth } from '../../../../functions/platform/platform-api/routes/health.ts';
import { getAsyncApi, getOpenApi } from '../../../../functions/platform/platform-api/routes/open-api.ts';
import { findParcel, getDocs, getHomePage } from '../../../../functions/platform/platform-api/routes/pages.ts';
import { monotonicIds } from '../../../../shared/clock/monotonic-ids.ts';
import { PROVIDERS_OF_EVERY_STAGE } from '../../../../shared/contract/channel-registry.ts';
import { RESPONSES } from '../../../../shared/contract/responses.ts';
import type { OperationId } from '../../../../shared/contract/routes.ts';
import { problem } from '../../../../shared/contract/schemas/problem.ts';
import type { PhoneCode } from '../../../../shared/notifications/contacts/phone-code.ts';
import type { ReachReader } from '../../../../shared/notifications/reach-reader.ts';
import type { WrittenMessage } from '../../../../shared/notifications/written-message.ts';
import { decide } from '../../../../shared/orders/commands/decide.ts';
import { decideCreation } from '../../../../shared/orders/commands/decide-creation.ts';
import type { DeliveryPhotos } from '../../../../shared/orders/use-cases/delivery-photos.ts';
import { orderNumberSource } from '../../../../shared/orders/use-cases/order-numbers.ts';
import { workflowCatalog } from '../../../../shared/orders/use-cases/workflow-catalog.ts';
import type { AuditEntry } from '../../../../shared/security/audit.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { BUILT_INS } from '../../../../shared/workflows/catalog.ts';
import { memoryBulkSendStore } from '../../../support/memory/memory-bulk-send-store.ts';
import { memoryCouriers } from '../../../support/memory/memory-couriers.ts';
import { memoryOrderStore } from '../../../support/memory/memory-order-store.ts';
import { memoryPeopleStores } from '../../../support/memory/memory-people-stores.ts';
import { memoryCarrierStateStore, memoryParcelPollStore } from '../../../support/memory/memory-polling-stores.ts';
import { memoryRateLimitStore } from '../../../support/memory/memory-rate-limit-store.ts';
import { memoryShopStore } from '../../../support/memory/memory-shop-store.ts';
import { memoryState } from '../../../support/memory/memory-state.ts';
import { memoryIdempotencyStore, memoryListingStore } from '../../../support/memory/memory-stores.ts';
import { memoryTemplateStore } from '../../../support/memory/memory-template-store.ts';
import { memoryTransitHistory } from '../../../support/memory/memory-transit-history.ts';
import { memoryRevocations } from '../../../support/memory-revocations.ts';
import { memorySearchStore } from '../../../support/memory-search-store.ts';
import { NO_TEMPLATES } from '../../../support/no-templates.ts';
import { type Call, contextOf, eventOf, PUBLIC_URL, routeFor } from './gateway-event.ts';
import {
  memoryBulkJobStore,
  memoryInbox,
  memoryLinkRequestStore,
  memoryLocationStore,
  memoryNotificationList,
  memoryWorkflowStore,
} from './memory.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_METRICS_NAMESPACE = 'Wismo';

export const START = new Date('2026-11-20T10:00:00.000Z');
export const SECRET = 'a-secret-for-links-and-cursors';

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came; the schema was checked before.
  readonly body: any;
  readonly text: string;
}

const holdToContract = (route: { operationId: OperationId } | undefined, response: ApiResponse): void => {
  // Responses that belong to no route of the contract: the methods of a path, the path without its last slash, a page.
  const isPage = response.headers['Content-Type']?.startsWith('text/html') === true;
  if (route === undefined && (response.status === 204 || response.status === 308 || isPage)) return;
  if (response.headers['Content-Type']?.startsWith('application/problem+json')) {
    expect(problem.strict().safeParse(response.body).error, response.text).toBeUndefined();
    expect(response.body.status).toBe(response.status);
    return;
  }
  const responses = RESPONSES[route?.operationId ?? 'getHealth'];
  expect(Object.keys(responses), response.text).toContain(String(response.status));
  const schema = responses[response.status];
  if (schema && response.headers['Content-Type'] === 'application/json')
    expect(schema.safeParse(response.body).error, response.text).toBeUndefined();
};

/** Signs by saying what was signed. */
const memoryPhotos = (): DeliveryPhotos => ({
  signUpload: async (key, { contentType, bytes }) => ({
    url: `https://photos.example/${key}?bytes=${bytes}`,
    headers: { 'content-type': contentType },
  }),
  signLink: async (key) => `https://photos.example/${key}`,
});

export const world = () => {
  let now = START;
  let seed = 0;
  const state = memoryState();
  const clock = { now: () => now };
  const ids = monotonicIds(() => {
    seed = (seed * 16807 + 11) % 2147483647;
    return seed / 2147483647;
  });
  const store = memoryOrderStore(state);
  const workflowStore = memoryWorkflowStore();
  const secrets = secretReader(async () => JSON.stringify({ current: SECRET }), { now: () => now });
  const notifications = memoryNotificationList();
  const inboxChanges: Readonly<Record<string, unknown>>[] = [];
  const search = memorySearchStore();
  const linkRequests = memoryLinkRequestStore();
  const accessRevocations = memoryRevocations();
  const shops = memoryShopStore();
  const people = memoryPeopleStores();
  const codesToSend: Pick<PhoneCode, 'ownerId' | 'codeId'>[] = [];
  const written: WrittenMessage[] = [];
  const lookedAtAgain: string[] = [];
  const pagesAsked: { jobId: string; step: number }[] = [];
  const parts = {
    store,
    workflows: workflowCatalog(BUILT_INS, workflowStore),
    decide,
    decideCreation,
    clock,
    ids,
    backoff: { pause: async () => {} },
    idempotency: memoryIdempotencyStore(state),
    listings: memoryListingStore(state),
    shops,
    findShop: shopWherePossible(shops),
    numbers: orderNumberSource({ store, clock }),
    viewers: viewerAddresses(secrets, 'origin'),
    cursors: signedCursors(secrets, 'link'),
    links: guestLinks(secrets, 'link', PUBLIC_URL),
    rateLimits: memoryRateLimitStore(),
    rates: memoryRateLimitStore(),
    ...memoryCouriers(),
    accessRevocations,
    revocations: cachedRevocations(accessRevocations, clock),
    audit: {
      append: async (entry: AuditEntry) => {
        state.audit.push(entry);
      },
    },
    linkRequests,
    locations: memoryLocationStore(),
    photos: memoryPhotos(),
    bulkJobs: memoryBulkJobStore(),
    builtIn: BUILT_INS,
    carriers: memoryCarrierStateStore(),
    polls: memoryParcelPollStore(),
    carrierCalls: memoryRateLimitStore(),
    polledCarriers: ['dhl', 'ups'],
    websocketUrl: 'wss://live.wismo.example',
    checkHealth: async () => [
      { name: 'table', isReachable: true },
      { name: 'notify', isReachable: true },
    ],
    notifications,
    history: memoryTransitHistory(),
    templates: memoryTemplateStore(),
    writtenMessages: { put: async (message: WrittenMessage) => void written.push(message) },
    written,
    bulkSendJobs: memoryBulkSendStore(),
    pagesAsked,
    goOnWithBulkSend: async (jobId: string, step: number) => void pagesAsked.push({ jobId, step }),
    rendererOf,
    publicUrl: PUBLIC_URL,
    ...people,
    settings: people.preferences,
    reach: {
      read: async ({ shopId, points }: Parameters<ReachReader['read']>[0]) => {
        const shop = shopId === undefined ? undefined : await shops.get(shopId);
        const gone = await Promise.all(points.map((point) => people.contacts.isDisabled(point)));
        return { ...(shop && { shop }), disabled: points.filter((_point, index) => gone[index]) };
      },
    },
    activeTemplates: NO_TEMPLATES,
    providers: PROVIDERS_OF_EVERY_STAGE,
    digestKeys: () => secrets.read('contacts'),
    codesToSend,
    sendCode: async (code: Pick<PhoneCode, 'ownerId' | 'codeId'>) => {
      codesToSend.push(code);
    },
    sendToLanes: async () => {},
    releaseWaiting: async (ownerId: string) => {
      lookedAtAgain.push(ownerId);
    },
    lookedAtAgain,
    subscriptionKey: 'BEwn' as string | undefined,
    linkSecrets: async () => [SECRET],
    isLinkSignedBy: async (check: (secret: string) => boolean) => check(SECRET),
    inbox: memoryInbox(notifications.all),
    inboxChanges,
    publishInboxChange: async (owner: string, change: Readonly<Record<string, unknown>>) => {
      inboxChanges.push({ owner, ...change });
    },
    search,
    workflowStore,
  };
  const dependencies = () => parts;
  const revocations = () => parts.revocations;
  const handlers = {
    OrdersApi: httpApi({ capability: 'OrdersApi', implementations: ordersImplementations, dependencies, revocations }),
    TrackingApi: httpApi({
      capability: 'TrackingApi',
      implementations: trackingImplementations,
      dependencies,
      revocations,
    }),
    NotificationsApi: withMissingPage(
      httpApi({
        capability: 'NotificationsApi',
        implementations: notificationsImplementations,
        dependencies,
        revocations,
      }),
    ),
    MessagesApi: httpApi({
      capability: 'MessagesApi',
      implementations: messagesImplementations,
      dependencies,
      revocations,
    }),
    DeliveriesApi: httpApi({
      capability: 'DeliveriesApi',
      implementations: deliveriesImplementations,
      dependencies,
      revocations,
    }),
    StoreApi: httpApi({ capability: 'StoreApi', implementations: storeImplementations, dependencies, revocations }),
    AdminApi: httpApi({ capability: 'AdminApi', implementations: adminImplementations, dependencies, revocations }),
    PlatformApi: withMissingPage(
      httpApi({
        capability: 'PlatformApi',
        implementations: {
          getHealth,
          getOpenApi,
          getAsyncApi,
          getDocs,
          getHomePage,
          findParcel,
        },
        dependencies,
      }),
    ),
  };
  type HandlerName = keyof typeof handlers;

  const call = async (method: string, url: string, options: Call = {}): Promise<ApiResponse> => {
    const route = routeFor(method, new URL(url, PUBLIC_URL).pathname);
    const handler = handlers[(route?.capability ?? 'PlatformApi') as HandlerName];
    const result = await handler(eventOf(method, url, options, route), contextOf('req-1'));
    const headers = Object.fromEntries(
      Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const text = result.body ?? '';
    const isJson = headers['Content-Type']?.includes('json') ?? false;
    const response = { status: result.statusCode ?? 0, headers, text, body: isJson ? JSON.parse(text) : undefined };
    holdToContract(route, response);
    return response;
  };

  return {
    call,
    parts,
    state,
    advance: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds);
    },
  };
};

export type World = ReturnType<typeof world>;

export const buyer: Caller = {
  kind: 'user',
  sub: 'user-2041',
  email: 'ana@example.com',
  roles: ['customer'],
  sellerIds: [],
};
export const seller: Caller = { kind: 'user', sub: 'keeper-7', roles: ['seller'], sellerIds: ['shop-7'] };
export const admin: Caller = { kind: 'user', sub: 'admin-1', roles: ['admin'], sellerIds: [] };
export const csr: Caller = { kind: 'user', sub: 'csr-1', roles: ['csr'], sellerIds: [] };
export const system: Caller = { kind: 'user', sub: 'shop-backend', roles: ['system'], sellerIds: [] };
export const stranger: Caller = { kind: 'user', sub: 'somebody', roles: ['customer'], sellerIds: [] };
export const otherSeller: Caller = { kind: 'user', sub: 'keeper-8', roles: ['seller'], sellerIds: ['shop-8'] };
export const driver: Caller = { kind: 'user', sub: 'driver-9', roles: ['driver'], sellerIds: [] };
