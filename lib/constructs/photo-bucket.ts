import { Duration, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PHOTO_PREFIX } from '../../shared/contract/photo-prefix.ts';
import { removalOf } from '../removal.ts';
import type { Stage } from '../stages.ts';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

/** Longer than anybody disputes a delivery. */
const LIFETIME = Duration.days(365);

/** Photos of deliveries: private, and reached by signed requests alone. */
export class PhotoBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: removalOf(stage),
      lifecycleRules: [{ expiration: LIFETIME }],
      // Whoever has a signed request may send it from any page: the signature is what counts, and no cookie is read.
      cors: [
        { allowedMethods: [HttpMethods.PUT], allowedOrigins: ['*'], allowedHeaders: ['content-type', 'if-none-match'] },
      ],
    });
    acknowledge(this.bucket, 'AwsSolutions-S1', 'Each signed request is in the log of the function that gave it out.');
  }

  /** `https://…`, without a slash at the end. */
  get url(): string {
    return `https://${this.bucket.bucketRegionalDomainName}`;
  }

  /** Lets the function sign uploads and links of photos, and of nothing else in the bucket. */
  grantSigning(to: ServiceFunction): void {
    const objects = this.bucket.arnForObjects(`${PHOTO_PREFIX}*`);
    to.may('s3:PutObject', objects).may('s3:GetObject', objects).knows('PHOTO_BUCKET_URL', this.url);
    const stack = Stack.of(this);
    const exported = stack.resolve(stack.exportValue(this.bucket.bucketArn))['Fn::ImportValue'];
    acknowledgeWildcard(
      to.role,
      `${exported}/${PHOTO_PREFIX}*`,
      'Each photo has a key of its own, which is made when it is asked for.',
    );
  }
}
