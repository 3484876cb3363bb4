import type { TokenIssuer } from '../constructs/identity.ts';
import type { PhotoBucket } from '../constructs/photo-bucket.ts';
import type { Secrets } from '../constructs/secrets.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import type { Table } from '../constructs/table.ts';

/** What capabilities are wired with. */
export interface ServiceProps {
  readonly context: ServiceContext;
  readonly table: Table;
  readonly secrets: Secrets;
  readonly tokenIssuer: TokenIssuer;
  readonly photos: PhotoBucket;
  /** Where people reach the stage, without a slash at the end. */
  readonly publicUrl: string;
}
