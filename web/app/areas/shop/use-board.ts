import { onBeforeUnmount, type ShallowRef, shallowRef, watch } from 'vue';
import type { OrderRow, OrdersView, Phase } from '../../../../client/src/index.ts';
import { useShopOrders } from '../../../../client/src/vue.ts';
import { useLoaded } from '../../parts/use-loaded.ts';
import { api } from '../../session/api.ts';
import type { Trouble } from '../../session/problems.ts';

export interface Board {
  readonly rows: Readonly<ShallowRef<ReadonlyMap<string, OrderRow> | undefined>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  /** Orders that came while the board was open, and that nobody has looked at. */
  readonly unseen: Readonly<ShallowRef<ReadonlySet<string>>>;
  see(orderId: string): void;
  reload(): Promise<void>;
}

const PAGE = 100;
const MAX_ORDERS = 500;
/** So often at most the board is drawn anew, however much happens. */
const DRAW_MILLISECONDS = 150;

const load = async (sellerId: string, signal: AbortSignal): Promise<ReadonlyMap<string, OrderRow>> => {
  const rows = new Map<string, OrderRow>();
  let cursor: string | undefined;
  do {
    const page = await api().listSellerOrders(
      { sellerId, limit: PAGE, ...(cursor !== undefined && { cursor }) },
      { signal },
    );
    for (const order of page.orders) rows.set(order.orderId, order);
    cursor = page.pagination.nextCursor ?? undefined;
  } while (cursor !== undefined && rows.size < MAX_ORDERS);
  return rows;
};

const rowOf = async (orderId: string): Promise<OrderRow> => {
  const { order } = await api().getOrder({ orderId });
  return {
    ...order,
    items: order.items.map(({ name, quantity, unitPrice }) => ({ name, quantity, price: unitPrice })),
  };
};

/** A shop's orders, each moved by what is heard of it, at most a few times a second. */
export const useBoard = (sellerId: string): Board => {
  const rows = shallowRef<ReadonlyMap<string, OrderRow>>();
  const unseen = shallowRef<ReadonlySet<string>>(new Set());
  const { data, trouble, reload } = useLoaded((signal) => load(sellerId, signal));
  const { view } = useShopOrders(api(), sellerId);
  const missing = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const fetchRow = async (orderId: string): Promise<void> => {
    if (missing.has(orderId)) return;
    missing.add(orderId);
    try {
      const row = await rowOf(orderId);
      rows.value = new Map([[orderId, row], ...(rows.value ?? [])]);
      if (row.phase === 'placed') unseen.value = new Set([...unseen.value, orderId]);
    } finally {
      missing.delete(orderId);
    }
  };
  const apply = (now: OrdersView): void => {
    const next = new Map(rows.value);
    for (const { orderId, status, phase, version, trackingNumber, at } of now.orders.values()) {
      const row = next.get(orderId);
      if (row === undefined) void fetchRow(orderId).catch(() => reload());
      else if (row.version < version)
        next.set(orderId, {
          ...row,
          ...{ status, phase: phase as Phase, version },
          ...(trackingNumber !== undefined && { trackingNumber }),
          ...(status !== row.status && at !== undefined && { statusSince: at }),
        });
    }
    rows.value = next;
  };
  watch(data, (read) => {
    rows.value = read;
    if (view.value) apply(view.value);
  });
  watch(view, () => {
    if (rows.value === undefined) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      if (view.value) apply(view.value);
    }, DRAW_MILLISECONDS);
  });
  onBeforeUnmount(() => clearTimeout(timer));
  const see = (orderId: string): void => {
    unseen.value = new Set([...unseen.value].filter((id) => id !== orderId));
  };
  return { rows, trouble, unseen, see, reload };
};
