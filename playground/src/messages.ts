// What the page says to a person, and what it does when the server refuses.
import { askToken } from "./dialogs";
import { byId } from "./dom";
import { Refusal } from "./service";

/** Say something in the line at the top. */
export function say(text: string): void {
  byId("said").textContent = text;
}

/** Return what an action returns, null where the server refused it: the reason is said. */
export async function guarded<T>(action: () => Promise<T>): Promise<T | null> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status !== 401) {
        say(error.message);
        return null;
      }
      await askToken(error.message);
    }
  }
}
