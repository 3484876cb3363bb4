import { openApiDocument } from './document.ts';

/** docs/openapi.json, which the API serves as it is. */
export const generateOpenApi = (): string => `${JSON.stringify(openApiDocument(), null, 1)}\n`;
