// The replies that the next messages get instead of being kept, one a message, in the order they were ordered.
export class Script {
  #replies = [];

  add(messages, reply) {
    for (let i = 0; i < messages; i++) this.#replies.push(reply);
  }

  next() {
    return this.#replies.shift() ?? null;
  }
}
