import { computed, onBeforeUnmount, type Ref, type ShallowRef, shallowRef, watch } from 'vue';
import type { OrderRow, OrdersView, Phase } from '../../../../client/src/index.ts';
import { useShopOrders } from '../../../../client/src/vue.ts';
import { listedItems } from '../../parts/listed-items.ts';
import { useLoaded } from '../../parts/use-loaded.ts';
import { api } from '../../session/api.ts';
import { recall, remember } from '../../session/known.ts';
import type { Trouble } from '../../session/problems.ts';
import type { Moved } from './move-order.ts';
import { readAnew } from './read-anew.ts';
import { readBoard } from './read-board.ts';
import { rowReader } from './row-reader.ts';

export interface Board {
  readonly rows: Readonly<ShallowRef<ReadonlyMap<string, OrderRow> | undefined>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  /** Orders that came while the board was open, and that nobody has looked at. */
  readonly unseen: Readonly<ShallowRef<ReadonlySet<string>>>;
  /** There are more open orders than the board reads. */
  readonly isCut: Readonly<Ref<boolean>>;
  see(orderId: string): void;
  /** What a step of this page has made of an order, before it is heard of. */
  put(moved: Moved): void;
  /** Puts an order on the board that it has not read, as an old one. */
  add(row: OrderRow): void;
  /** Reads an order that the board has not read, as one whose address was opened. */
  want(orderId: string): void;
  reload(): Promise<void>;
}

/** So often at most the board is drawn anew, however much happens. */
const DRAW_MILLISECONDS = 150;

const rowOf = async (orderId: string): Promise<OrderRow> => {
  const { order } = await api().getOrder({ orderId });
  return { ...order, items: listedItems(order) };
};

/** A shop's orders, each moved by what is heard of it, at most a few times a second. */
export const useBoard = (sellerId: string): Board => {
  const rows = shallowRef<ReadonlyMap<string, OrderRow>>();
  const stored = `unseen:${sellerId}`;
  /** A reload is not a look at a new order. */
  const unseen = shallowRef<ReadonlySet<string>>(new Set(recall<readonly string[]>(stored)?.data));
  const setUnseen = (ids: readonly string[]): void => {
    unseen.value = new Set(ids);
    remember(stored, ids, new Date());
  };
  const { data, trouble, reload } = useLoaded((signal) => readBoard(api(), sellerId, signal));
  const { view } = useShopOrders(api(), sellerId);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const reader = rowReader(async (orderId) => {
    const row = await rowOf(orderId);
    if (row.sellerId !== sellerId) return;
    const isNew = rows.value?.has(orderId) !== true;
    rows.value = new Map([[orderId, row], ...(rows.value ?? [])]).set(orderId, row);
    if (isNew && row.phase === 'placed') setUnseen([...unseen.value, orderId]);
  });
  const apply = (now: OrdersView): void => {
    const next = new Map(rows.value);
    for (const { orderId, status, phase, version, trackingNumber, at } of now.orders.values()) {
      const row = next.get(orderId);
      if (row === undefined) reader.want(orderId);
      else if (row.version < version)
        next.set(orderId, {
          ...row,
          ...{ status, phase: phase as Phase, version },
          ...(trackingNumber !== undefined && { trackingNumber }),
          ...(status !== row.status && at !== undefined && { statusSince: at }),
        });
    }
    rows.value = next;
    // Confirmed by somebody else, it is seen.
    const waiting = [...unseen.value].filter((id) => next.get(id)?.phase === 'placed');
    if (waiting.length < unseen.value.size) setUnseen(waiting);
  };
  watch(data, (read) => {
    const { rows: all, added, unread } = readAnew(rows.value, read?.rows ?? new Map());
    rows.value = all;
    if (added.length > 0) setUnseen([...new Set([...unseen.value, ...added])]);
    for (const orderId of unread) reader.want(orderId);
    if (view.value) apply(view.value);
  });
  watch(view, (now, before) => {
    if (rows.value === undefined) return;
    // Read anew after too long a pause: it has the newest orders alone.
    if (before?.isStale === false && now?.message === undefined) void reload();
    timer ??= setTimeout(() => {
      timer = undefined;
      if (view.value) apply(view.value);
    }, DRAW_MILLISECONDS);
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    reader.stop();
  });
  const see = (orderId: string): void => {
    if (unseen.value.has(orderId)) setUnseen([...unseen.value].filter((id) => id !== orderId));
  };
  const put = (moved: Moved): void => {
    const row = rows.value?.get(moved.orderId);
    if (row === undefined || row.version >= moved.version) return;
    const { orderId, status, phase, version, statusSince } = moved;
    rows.value = new Map(rows.value).set(orderId, { ...row, status, phase, version, statusSince });
    see(orderId);
  };
  const add = (row: OrderRow): void => {
    rows.value = new Map(rows.value).set(row.orderId, row);
  };
  const isCut = computed(() => data.value?.isCut ?? false);
  return { rows, trouble, unseen, isCut, see, put, add, want: reader.want, reload };
};
