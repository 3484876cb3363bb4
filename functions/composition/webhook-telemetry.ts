import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { WebhookTelemetry } from '../../shared/webhooks/webhook-telemetry.ts';
import { logger, metrics } from './observability.ts';

export const webhookTelemetry: WebhookTelemetry = {
  count: (metric, source, amount = 1) => {
    metrics().singleMetric().addDimension('source', source).addMetric(metric, MetricUnit.Count, amount);
  },
  info: (message, details) => logger().info(message, details),
  warn: (message, details) => logger().warn(message, details),
};
