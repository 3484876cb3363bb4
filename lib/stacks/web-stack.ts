import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Site } from '../constructs/site.ts';
import type { Stage, StageName } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { ServiceStack } from './service-stack.ts';

export interface WebStackProps extends StackProps {
  readonly stageName: StageName;
  readonly stage: Stage;
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/** One origin for a browser. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, { stageName, stage, data, service, ...props }: WebStackProps) {
    super(scope, id, props);
    const { httpApi, streams, webSocketUrl } = service;
    const { tokenIssuer, secrets, photos } = data;
    const siteProps = {
      stageName,
      stage,
      httpApi,
      streams,
      originProof: secrets.origin,
      tokenIssuer,
      webSocketUrl,
      photosUrl: photos.url,
    };
    const site = new Site(this, 'Site', siteProps);
    new CfnOutput(this, 'SiteUrl', { value: site.url, description: 'Where a browser finds everything' });
    new CfnOutput(this, 'DistributionDomainName', {
      value: site.distributionDomainName,
      description: "Where the domain's DNS record leads",
    });
  }
}
