// Focus goes to the summary of errors when the page has one, so that it is read out and seen first.
document.querySelector(".error-summary")?.focus();
