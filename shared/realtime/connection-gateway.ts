/** The way to a connected client. */
export interface ConnectionGateway {
  /** `gone`: the client has left. Throws when it cannot be reached now. */
  post(connectionId: string, frame: string): Promise<'delivered' | 'gone'>;
  /** Ends the connection from this side; nothing happens where it is gone already. */
  disconnect(connectionId: string): Promise<void>;
}
