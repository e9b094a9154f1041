" Vim indent file
" Language: Ordain
" One level for each bracket that a line leaves open, and for a clause on a line of its own. What
" stands between fences stays as it is.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=GetOrdainIndent(v:lnum)
setlocal indentkeys=0{,0},0),0],!^F,o,O,e
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*GetOrdainIndent')
  finish
endif

let s:clause = '\v^\s*%(attempts|become|creates|critical|dir|finally|noncritical|notify|on%(.*\{$)@!|tags|timeout|unless|when|with)>\s*[:=.]@!'

" A condition on lines of its own: what stands before it, and how its later lines start.
let s:opens = '\v<%(until|assert)\s*$'
let s:operator = '\v^\s*%(\=\=|!\=|[<>]\=?|%(and|or|in|contains|starts_with|ends_with|equals_ignore_case)>)'

" Whether a line starts between the fences of a text or a script.
function! s:InFence(line) abort
  for l:id in synstack(a:line, 1)
    if synIDattr(l:id, 'name') =~# '^ordain\%(Fence.*\|Lines\|Text\|BlockComment\)$'
      return 1
    endif
  endfor
  return 0
endfunction

" How many more brackets a line opens than it closes, strings and comments apart.
function! s:Opened(line) abort
  let l:code = substitute(a:line, '"\%([^"\\]\|\\.\)*"', '', 'g')
  let l:code = substitute(l:code, '//.*$', '', '')
  return strlen(substitute(l:code, '[^[{(]', '', 'g')) - strlen(substitute(l:code, '[^]})]', '', 'g'))
endfunction

function! GetOrdainIndent(line) abort
  if s:InFence(a:line)
    return getline(a:line) =~# '^\s*"\{3,}' ? indent(s:Code(a:line - 1)) : -1
  endif
  let l:above = s:Code(a:line - 1)
  if l:above == 0
    return 0
  endif
  let l:indent = indent(l:above)
  if getline(l:above) =~# s:opens
    return l:indent + shiftwidth()
  endif
  if getline(l:above) =~# s:operator || getline(s:Code(l:above - 1)) =~# s:opens
    let l:stays = getline(a:line) =~# s:operator || getline(a:line) =~# s:clause
    return l:stays ? l:indent : l:indent - shiftwidth()
  endif
  if getline(l:above) =~# s:clause && getline(a:line) !~# s:clause
    let l:indent -= shiftwidth()
  elseif getline(a:line) =~# s:clause && getline(l:above) !~# s:clause . '\|{\s*$'
    let l:indent += shiftwidth()
  endif
  let l:opened = s:Opened(substitute(getline(l:above), '^\s*[]})]*', '', ''))
  for l:between in range(l:above + 1, a:line - 1)
    let l:opened += s:Opened(matchstr(getline(l:between), '^\s*"\{3,}\zs.*'))
  endfor
  if l:opened > 0
    let l:indent += shiftwidth()
  endif
  return getline(a:line) =~# '^\s*[]})]' ? l:indent - shiftwidth() : l:indent
endfunction

" The last line of code up to a line, neither empty nor between fences.
function! s:Code(line) abort
  let l:line = prevnonblank(a:line)
  while l:line > 0 && s:InFence(l:line)
    let l:line = prevnonblank(l:line - 1)
  endwhile
  return l:line
endfunction
