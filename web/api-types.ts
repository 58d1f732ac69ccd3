// Made from api/openapi.json by `npm run openapi`.

export interface components {
  schemas: {
    Account: {
      readonly accountId: string;
      readonly status: 'active' | 'deactivated';
      readonly now: string;
      readonly viewer: { readonly userId: string; readonly role: 'owner' | 'member' };
      readonly deletion:
        | {
            readonly state: 'awaiting-confirmation';
            readonly deletionId: string;
            readonly requestedAt: string;
            readonly confirmBy: string;
            readonly sentTo?: string;
            readonly delivery?: 'sent' | 'failed' | 'bounced' | 'complained';
          }
        | {
            readonly state: 'scheduled';
            readonly deletionId: string;
            readonly requestedAt: string;
            readonly confirmedAt: string;
            readonly purgeAt: string;
          }
        | {
            readonly state: 'purging';
            readonly deletionId: string;
            readonly requestedAt: string;
            readonly confirmedAt: string;
            readonly purgeAt: string;
            readonly startedAt: string;
          }
        | null;
    };
    Preview: {
      readonly holdings: readonly {
        readonly name: string;
        readonly outcome: 'erase' | 'release' | 'terminate';
        readonly count: number;
        readonly atLeast?: true;
      }[];
      readonly retained: readonly {
        readonly name: string;
        readonly count: number;
        readonly atLeast?: true;
        readonly ground: string;
        readonly until: string;
      }[];
      readonly balance: { readonly currency: string; readonly amount: string } | null;
      readonly members: number;
      readonly lastExportAt: string | null;
    };
    Export:
      | { readonly state: 'preparing' | 'failed'; readonly exportId: string; readonly requestedAt: string }
      | {
          readonly state: 'ready';
          readonly exportId: string;
          readonly requestedAt: string;
          readonly archives: readonly {
            readonly name: string;
            readonly url: string;
            readonly bytes: number;
            readonly sha256: string;
          }[];
          readonly expiresAt: string;
          readonly availableUntil: string;
        };
    Exports: {
      readonly exports: readonly (
        | { readonly state: 'preparing' | 'failed'; readonly exportId: string; readonly requestedAt: string }
        | {
            readonly state: 'ready';
            readonly exportId: string;
            readonly requestedAt: string;
            readonly archives: readonly {
              readonly name: string;
              readonly url: string;
              readonly bytes: number;
              readonly sha256: string;
            }[];
            readonly expiresAt: string;
            readonly availableUntil: string;
          }
      )[];
    };
    Receipt: string;
    Keys: {
      readonly keys: readonly {
        readonly kty: 'EC';
        readonly crv: 'P-256';
        readonly x: string;
        readonly y: string;
        readonly kid: string;
        readonly alg: 'ES256';
        readonly use: 'sig';
      }[];
    };
    Confirmation: { readonly token: string };
    Problem: {
      readonly type: string;
      readonly title: string;
      readonly status: number;
      readonly detail: string;
      readonly code:
        | 'invalid-request'
        | 'token-invalid'
        | 'not-owner'
        | 'reauthentication-required'
        | 'email-unverified'
        | 'deletion-already-scheduled'
        | 'deletion-in-progress'
        | 'token-cancelled'
        | 'token-expired'
        | 'account-deleted'
        | 'not-found'
        | 'too-many-requests'
        | 'mail-unavailable'
        | 'internal';
      readonly requestId: string;
      readonly deletedAt?: string;
      readonly legalContact?: string;
      readonly finalExportUntil?: string;
    };
    Refusal: { readonly message: string | null };
  };
}

export interface paths {
  '/account': {
    get: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Account'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/account/deactivation': {
    put: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Account'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        409: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        429: {
          headers: Record<string, unknown>;
          content: {
            'application/problem+json': components['schemas']['Problem'];
            'application/json': components['schemas']['Refusal'];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Account'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        409: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        429: {
          headers: Record<string, unknown>;
          content: {
            'application/problem+json': components['schemas']['Problem'];
            'application/json': components['schemas']['Refusal'];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/account/deletion/preview': {
    get: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Preview'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/account/deletion': {
    post: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Account'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        409: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        429: {
          headers: Record<string, unknown>;
          content: {
            'application/problem+json': components['schemas']['Problem'];
            'application/json': components['schemas']['Refusal'];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
            'application/problem+json': components['schemas']['Problem'];
            'application/json': components['schemas']['Refusal'];
          };
        };
      };
    };
    delete: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Account'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        409: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/account/deletion/confirmation': {
    post: {
      parameters: Record<string, never>;
      requestBody: { content: { 'application/json': components['schemas']['Confirmation'] } };
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Account'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        409: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/account/exports': {
    post: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        202: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Export'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        409: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        429: {
          headers: Record<string, unknown>;
          content: {
            'application/problem+json': components['schemas']['Problem'];
            'application/json': components['schemas']['Refusal'];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    get: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Exports'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/account/exports/{exportId}': {
    get: {
      parameters: { path: { exportId: string } };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Export'] } };
        400: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        401: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        403: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
            'application/problem+json': components['schemas']['Problem'];
            'application/json': components['schemas']['Refusal'];
          };
        };
        410: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
        413: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/receipts/{receiptId}': {
    get: {
      parameters: { path: { receiptId: string } };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: { 'application/jose': components['schemas']['Receipt'] } };
        404: {
          headers: Record<string, unknown>;
          content: {
            'application/problem+json': components['schemas']['Problem'];
            'application/json': components['schemas']['Refusal'];
          };
        };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/.well-known/jwks.json': {
    get: {
      parameters: Record<string, never>;
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { 'application/jwk-set+json': components['schemas']['Keys'] };
        };
        404: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Refusal'] } };
        500: {
          headers: Record<string, unknown>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
}
