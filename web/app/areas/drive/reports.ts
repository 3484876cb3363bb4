/** What a driver reports. It can wait for the network, in the order in which it was done. */
export type Report =
  | { readonly kind: 'status'; readonly orderId: string; readonly status: string; readonly reason?: string }
  | {
      readonly kind: 'delivered';
      readonly orderId: string;
      readonly pin?: string;
      readonly signature?: string;
      readonly photo?: Blob;
    };

export interface WaitingReport {
  /** Rises: what was done first is sent first. */
  readonly id: number;
  /** Whose report it is: another person on the same telephone does not send it. */
  readonly personId: string;
  readonly orderNumber: string;
  readonly report: Report;
}

const DATABASE = 'wismo-reports';
const STORE = 'waiting';

const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** A photo is too large for the tab's own storage, and a telephone ends tabs as it likes. */
const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id', autoIncrement: true });
  return done(request);
};

const inStore = async <Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> => {
  const database = await open();
  try {
    return await done(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
};

/** Those of the person, oldest first. */
export const storedReports = async (personId: string): Promise<readonly WaitingReport[]> => {
  const all = await inStore<WaitingReport[]>('readonly', (store) => store.getAll());
  return all.filter((each) => each.personId === personId);
};

export const storeReport = (waiting: Omit<WaitingReport, 'id'>): Promise<IDBValidKey> =>
  inStore('readwrite', (store) => store.add(waiting));

export const removeReport = (id: number): Promise<undefined> => inStore('readwrite', (store) => store.delete(id));
