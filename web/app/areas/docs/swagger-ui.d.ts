declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export interface ApiRequest {
    url: string;
    headers: Record<string, string>;
  }
  /** https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/ */
  export interface SwaggerUiOptions {
    readonly domNode: HTMLElement;
    readonly spec: object;
    readonly deepLinking: boolean;
    readonly docExpansion: 'list' | 'full' | 'none';
    readonly defaultModelsExpandDepth: number;
    readonly filter: boolean;
    readonly syntaxHighlight: { readonly activated: boolean };
    readonly validatorUrl: null;
    readonly queryConfigEnabled: boolean;
    readonly persistAuthorization: boolean;
    readonly requestInterceptor: (request: ApiRequest) => Promise<ApiRequest>;
    readonly plugins: readonly object[];
    readonly onComplete: () => void;
  }
  const SwaggerUi: (options: SwaggerUiOptions) => unknown;
  export default SwaggerUi;
}
