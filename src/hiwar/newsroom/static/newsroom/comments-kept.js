// Wagtail 7.4 lays all comments out anew after each autosave: what somebody is writing at that moment is lost, and the
// focus jumps, so that the rest of it is typed into the article. Here the answer only tells which comments have a number
// now and which are done with; nothing on the screen moves.
(() => {
  "use strict";
  const app = window.comments?.commentApp;
  if (!app) return;
  const { actions, selectors, store } = app;
  const dispatch = (action) => store.dispatch(action);
  // A form of Django's has first what is stored already, then what is new.
  const inOrder = (items) => [...items].sort((one, other) => !one.remoteId - !other.remoteId);
  const posted = () =>
    inOrder([...store.getState().comments.comments.values()].filter((comment) => comment.mode !== "creating"));
  const isNews = (item) => !item.remoteId || item.deleted || item.resolved || item.text !== item.originalText;
  // What was in the form when it was sent; the answer is in the same order.
  let sent = [];
  // When the autosave that is not answered yet leaves for the server, in milliseconds since 1970; 0 without one.
  let leaves = 0;
  const LONGEST_WAIT = 10_000;
  // What was pressed while the answer is waited for.
  const pressed = [];

  function write(data, prefix, items, writeOne) {
    data.set(`${prefix}-TOTAL_FORMS`, items.length);
    data.set(`${prefix}-INITIAL_FORMS`, items.filter((item) => item.remoteId).length);
    data.set(`${prefix}-MIN_NUM_FORMS`, 0);
    data.set(`${prefix}-MAX_NUM_FORMS`, "");
    items.forEach((item, index) => {
      const at = `${prefix}-${index}`;
      data.set(`${at}-id`, item.remoteId ?? "");
      data.set(`${at}-text`, item.text);
      data.set(`${at}-DELETE`, item.deleted ? "1" : "");
      writeOne(item, at);
    });
  }

  document.addEventListener("formdata", ({ formData }) => {
    if (!formData.has("comments-TOTAL_FORMS")) return;
    for (const name of [...formData.keys()]) if (name.startsWith("comments-")) formData.delete(name);
    write(formData, "comments", posted(), (comment, at) => {
      for (const name of ["contentpath", "position"]) formData.set(`${at}-${name}`, comment[name]);
      formData.set(`${at}-resolved`, comment.resolved ? "1" : "");
      write(formData, `${at}-replies`, inOrder(comment.replies.values()), () => {});
    });
  });

  document.addEventListener("w-autosave:save", ({ target }) => {
    leaves = Date.now() + Number(target.dataset?.wAutosaveIntervalValue ?? 0);
    sent = posted().map(({ localId, replies }) => ({
      id: localId,
      replies: inOrder(replies.values()).map((reply) => reply.localId),
    }));
  });

  for (const end of ["success", "error"]) document.addEventListener(`w-autosave:${end}`, () => (leaves = 0));

  // Until the answer is here, what is new has no number: a form sent meanwhile would bring it a second time.
  document.addEventListener(
    "submit",
    (event) => {
      const { target: form, submitter } = event;
      if (!form.matches("[data-controller~=w-autosave]")) return;
      const autosave = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
      if (!autosave) return;
      if (leaves && Date.now() >= leaves) {
        event.preventDefault();
        event.stopImmediatePropagation();
        if (!pressed.length) sendOnceAnswered(form);
        pressed.push(submitter);
        return;
      }
      if (leaves) {
        // It has not left, and this brings all that it would have.
        autosave.submit.cancel();
        autosave.submitPromise = null;
        leaves = 0;
      }
      rest(autosave, event);
    },
    { capture: true },
  );

  // While the form is on its way, an autosave beside it would bring what is new a second time.
  function rest(autosave, event) {
    const wasActive = autosave.activeValue;
    const goOn = () => (autosave.activeValue = wasActive);
    autosave.activeValue = false;
    setTimeout(() => event.defaultPrevented && goOn());
    // Whoever comes back to this page as it was finds it saved as before.
    addEventListener("pagehide", goOn, { once: true });
  }

  function sendOnceAnswered(form) {
    const answered = new AbortController();
    const send = () => {
      answered.abort();
      clearTimeout(patience);
      // Whoever thought better of it while waiting is taken at the last word, and the form is sent once.
      const submitter = pressed.splice(0).at(-1);
      // One that has been put off for what was written meanwhile is called off as this is sent.
      if (Date.now() >= leaves) leaves = 0;
      // Pressed, a button of Wagtail's is disabled, and would not tell any more what is to be done.
      if (submitter) submitter.disabled = false;
      form.requestSubmit(submitter);
      if (submitter) submitter.disabled = true;
    };
    const patience = setTimeout(send, LONGEST_WAIT);
    // After everybody else has heard of it.
    const soon = () => setTimeout(send);
    for (const end of ["success", "error"])
      document.addEventListener(`w-autosave:${end}`, soon, { signal: answered.signal, once: true });
  }

  selectors.selectIsDirty = () =>
    posted().some((comment) => isNews(comment) || [...comment.replies.values()].some(isNews));

  app.updateData = ({ comments }) => {
    comments.forEach((told, index) => {
      if (!sent[index]) return;
      const { id, replies } = sent[index];
      const isDone = told.deleted || told.resolved;
      dispatch(actions.updateComment(id, { remoteId: isDone ? null : told.pk, originalText: told.text }));
      // One without a number is taken off the list instead of being marked on it.
      if (isDone) dispatch(actions.deleteComment(id));
      told.replies.forEach((reply, place) => {
        const which = replies[place];
        dispatch(
          actions.updateReply(id, which, { remoteId: reply.deleted ? null : reply.pk, originalText: reply.text }),
        );
        if (reply.deleted) dispatch(actions.deleteReply(id, which));
      });
    });
  };
})();
