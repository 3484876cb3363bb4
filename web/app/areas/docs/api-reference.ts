import SwaggerUi, { type ApiRequest } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import { tokenSource } from '../../session/session.ts';
import './api-reference.css';

interface Renderer {
  readonly React: { createElement(name: string, attributes: null, ...children: readonly unknown[]): unknown };
}

const nothing = () => () => null;

/** Parts of the tool that are other here. */
const CHANGES = {
  wrapComponents: {
    // The origin that the page came from is the one that is tried: there is nothing to choose.
    ServersContainer: nothing,
    // The page has a heading and the introduction already.
    InfoContainer: nothing,
    // A link within a button: the button alone changes the address, too.
    DeepLink:
      (_original: unknown, { React }: Renderer) =>
      ({ text }: { readonly text: string }) =>
        React.createElement('span', null, text),
  },
};

const isOurs = (url: string): boolean => new URL(url, location.href).origin === location.origin;

/** A token that was typed into the form goes before the session's. */
const withToken = async (request: ApiRequest): Promise<ApiRequest> => {
  if (!isOurs(request.url)) throw new Error(`${request.url} is not this service`);
  const token = await tokenSource({ refresh: false });
  if (token !== undefined && request.headers.Authorization === undefined)
    request.headers.Authorization = `Bearer ${token}`;
  return request;
};

interface Parameter {
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema?: { readonly examples?: unknown };
}
interface Operation {
  readonly parameters?: readonly Parameter[];
}
export interface OpenApi {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** An example of what may be left out is filled in otherwise, and sent: a cursor of nobody's list. */
const withoutExample = ({ example: _example, ...parameter }: Parameter): Parameter => {
  const { examples: _examples, ...schema } = parameter.schema ?? {};
  return { ...parameter, schema };
};

/** The document as it is tried here. */
const forTrying = (document: OpenApi): object => ({
  ...document,
  servers: [{ url: location.origin }],
  paths: Object.fromEntries(
    Object.entries(document.paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          {
            ...operation,
            parameters: (operation.parameters ?? []).map((each) => (each.required ? each : withoutExample(each))),
          },
        ]),
      ),
    ]),
  ),
});

/** Shows the document, and sends requests of whoever is signed in to this origin alone. */
export const showReference = (domNode: HTMLElement, document: OpenApi): Promise<void> =>
  new Promise((resolve) => {
    SwaggerUi({
      domNode,
      spec: forTrying(document),
      deepLinking: true,
      docExpansion: 'list',
      // Schemas are shown where they are used; all of them once more would take seconds.
      defaultModelsExpandDepth: -1,
      filter: true,
      // Its colours have too little contrast.
      syntaxHighlight: { activated: false },
      validatorUrl: null,
      queryConfigEnabled: false,
      persistAuthorization: false,
      requestInterceptor: withToken,
      plugins: [CHANGES],
      onComplete: resolve,
    });
  });
