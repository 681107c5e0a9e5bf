// Answers on their way: kept in this browser until the server has them, bound to one person and one attempt.
(() => {
  "use strict";
  const memory = [];
  let counter = 0;

  const open = () => new Promise((resolve) => {
    if (!window.indexedDB) { resolve(null); return; }
    let request;
    try { request = window.indexedDB.open("quiz-answers", 1); } catch (error) { resolve(null); return; }
    request.onupgradeneeded = () => {
      const shelf = request.result.createObjectStore("steps", { keyPath: "id", autoIncrement: true });
      shelf.createIndex("owner", "owner");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null); // a private window may keep nothing: the page itself still does
  });

  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  window.quizQueue = (owner) => {
    const ready = open();
    const shelf = async (mode) => {
      const base = await ready;
      return base && base.transaction("steps", mode).objectStore("steps");
    };
    return {
      async all() {
        const steps = await shelf("readonly");
        if (!steps) return memory.filter((step) => step.owner === owner);
        return asked(steps.index("owner").getAll(owner)); // in the order in which they were made
      },
      async put(step) {
        const steps = await shelf("readwrite");
        if (steps) { step.id = await asked(steps.put(step)); return step; }
        if (!step.id) { counter += 1; step.id = counter; memory.push(step); }
        return step;
      },
      async drop(id) {
        const steps = await shelf("readwrite");
        if (steps) { await asked(steps.delete(id)); return; }
        const place = memory.findIndex((step) => step.id === id);
        if (place >= 0) memory.splice(place, 1);
      },
    };
  };

  window.quizUuid = () => (window.crypto.randomUUID ? window.crypto.randomUUID()
    : Array.from(window.crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""));

  // Send what waits, oldest first; onSaved, onRefused and onFailed hear of each. Resolves to how many still wait.
  window.quizSender = (owner, url, token, hear) => {
    const queue = window.quizQueue(owner);
    let running = null;
    let tries = 0;
    let timer = 0;
    const kept = {}; // what this window has had kept: an answer written down meanwhile still names the one before

    const rebase = async (slot, seq) => {
      for (const step of await queue.all()) {
        if (step.slot === slot && step.base < seq) { step.base = seq; await queue.put(step); }
      }
    };

    const one = async (step) => {
      step.sent = true;
      step.base = Math.max(step.base, kept[step.slot] || 0);
      await queue.put(step);
      if (hear.sending) hear.sending(step);
      const reply = await window.fetch(url, {
        method: "POST", credentials: "same-origin", redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({
          slot: step.slot, response: step.response, uuid: step.uuid, base: step.base, certainty: step.certainty,
        }),
      });
      if (reply.status === 200) {
        const data = await reply.json();
        kept[step.slot] = data.seq;
        await queue.drop(step.id);
        await rebase(step.slot, data.seq);
        hear.saved(step, data);
      } else if (reply.status === 409) {
        const data = await reply.json();
        await queue.drop(step.id);
        hear.refused(step, data);
      } else if (reply.status === 404) {
        await queue.drop(step.id);
        hear.refused(step, { message: "", code: "quiz.gone" });
      } else if (reply.type === "opaqueredirect" || reply.status === 400 || reply.status === 401 || reply.status === 403) {
        const error = new Error("signed out");
        error.out = true;
        throw error;
      } else {
        throw new Error(String(reply.status));
      }
    };

    const run = async () => {
      window.clearTimeout(timer);
      let steps = await queue.all();
      while (steps.length) {
        try {
          await one(steps[0]);
          tries = 0;
        } catch (error) {
          tries += 1;
          hear.failed(steps[0], tries, Boolean(error.out));
          timer = window.setTimeout(send, Math.min(15000, 400 * 2 ** Math.min(tries, 5)));
          return (await queue.all()).length;
        }
        steps = await queue.all();
      }
      return 0;
    };

    const alone = () => (window.navigator.locks ? window.navigator.locks.request(`quiz:${owner}`, run) : run());
    const send = () => {
      if (!running) running = alone().finally(() => { running = null; });
      return running;
    };

    const add = async (slot, response, certainty, base) => {
      for (const step of await queue.all()) {
        if (step.slot === slot && !step.sent) await queue.drop(step.id); // never on its way: the newer one says it all
      }
      return queue.put({ owner, slot, response, certainty, base, uuid: window.quizUuid() });
    };

    window.addEventListener("online", send);
    return { send, add, all: queue.all };
  };
})();
