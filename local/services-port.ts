/**
 * How the runtime half starts the services half: `local/start-services.ts` exports a `startServices` of this type.
 */
import type { StillWaiting } from './drain.ts';
import type { EdgeDoor } from './edge/door.ts';
import type { StreamFile } from './engines/stream-file.ts';
import type {
  AwsService,
  CloudModel,
  EdgePort,
  FunctionHost,
  LocalAddresses,
  LocalClock,
  LocalRoute,
  Quiescent,
} from './ports.ts';

export interface ServicesOptions {
  readonly model: CloudModel;
  readonly clock: LocalClock;
  /** `.wismo`: everything that outlives a restart is below it. */
  readonly dataDirectory: string;
  /** A function, because the host itself needs the edge's address first. */
  readonly host: () => FunctionHost;
  /** Open already: its address is part of every queue URL of the model. */
  readonly door: EdgeDoor;
  /** Port of the mailbox page; 0 takes a free one. */
  readonly mailboxPort: number;
  /** `http://127.0.0.1:4000`: the issuer of tokens is `${apiAddress}/_local/oidc/<user pool id>`. */
  readonly apiAddress: string;
  readonly websocketAddress: string;
}

export interface Services {
  readonly edge: EdgePort;
  /** Addresses of the engines, for `/_local/health` and for a reader. */
  readonly addresses: LocalAddresses;
  /** The WebSocket gateway brings `execute-api`. */
  registerService(service: AwsService): void;
  /** `/_local`, `/_local/oidc`, `/_local/simulators/…`, tried in order of the longest prefix. */
  readonly routes: readonly LocalRoute[];
  readonly quiescent: readonly Quiescent[];
  /** What a template's dynamic reference to a secret stands for, parsed where it is JSON. */
  secretValue(arn: string): unknown;
  /** Absent where the table's engine is somebody else's. */
  readonly streamFile: StreamFile | undefined;
  /** `POST /_local/drain`: the runtime knows what is at rest. Set once everything runs. */
  onDrain(drain: () => Promise<readonly StillWaiting[]>): void;
  /** Runs when `POST /_local/reset` has emptied the services: sockets and mapping positions belong to the runtime. */
  onReset(reset: () => Promise<void>): void;
  stop(): Promise<void>;
}

export type StartServices = (options: ServicesOptions) => Promise<Services>;
