//! Operations of AWS's APIs: which one a call names, and what its request takes.

use crate::aws::{Likeness, Member, Operation, Service, Shape, Spelling};
use crate::hir::{Bounds, RecordType, Side, Ty};
use crate::text::{FileSpan, Name};

use super::{Checker, errors};

/// What is called.
#[derive(Clone, Debug)]
pub(crate) enum Api {
    Known(Operation<'static>),
    /// There is no such service or operation, which has been reported.
    Wrong,
    /// Only the run knows, or the statement calls none.
    Open,
}

impl Api {
    /// What messages call it: `aws.ec2.StopInstances`. Nothing where no operation is known.
    pub(crate) fn word(&self) -> Option<String> {
        let operation = self.operation()?;
        let service = Form::Path.of_service(operation.model().name());
        Some(format!("aws.{service}.{}", operation.name()))
    }

    pub(crate) fn operation(&self) -> Option<Operation<'static>> {
        match self {
            Api::Known(operation) => Some(*operation),
            Api::Wrong | Api::Open => None,
        }
    }

    /// The type of the whole response.
    pub(crate) fn response(&self) -> Ty {
        match self {
            Api::Known(operation) => Ty::Record(RecordType::of_response(*operation)),
            Api::Wrong => Ty::Unknown,
            Api::Open => Ty::Json,
        }
    }

    /// The type of all pages together.
    pub(crate) fn pages(&self) -> Ty {
        match self {
            Api::Known(operation) => Ty::Record(RecordType::of_pages(*operation)),
            Api::Wrong | Api::Open => self.response(),
        }
    }

    /// Members that a request must have and that are not given, in the model's order.
    pub(crate) fn missing(&self, is_given: impl Fn(&str) -> bool) -> Vec<&'static str> {
        let needed = self.operation().into_iter().flat_map(Operation::required_input);
        needed.map(Member::name).filter(|name| !is_given(name)).collect()
    }
}

/// How a source writes the names of a service and an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `aws.SERVICE.Operation`, with `_` for `-`.
    Path,
    /// As text: `Service: "…", Api: "…"`.
    Text,
}

impl Form {
    /// A name as a fix writes it.
    pub(crate) fn of(self, name: &str) -> String {
        match self {
            Form::Path => name.to_owned(),
            Form::Text => format!("\"{name}\""),
        }
    }

    pub(crate) fn of_service(self, name: &str) -> String {
        match self {
            Form::Path => name.replace('-', "_"),
            Form::Text => self.of(name),
        }
    }
}

impl Checker<'_> {
    /// The operation of these names. What is wrong with them is reported.
    pub(crate) fn find_api(
        &mut self,
        form: Form,
        (service, service_at): (&str, FileSpan),
        (operation, operation_at): (&str, FileSpan),
    ) -> Api {
        let Some((known, spelling)) = Service::find(service) else {
            let near: Vec<String> =
                Service::nearest(service).iter().map(|it| form.of_service(it.name())).collect();
            self.report(errors::unknown_service(service_at, (service, form), &near));
            return Api::Wrong;
        };
        self.hint_spelling(service_at, (service, &form.of_service(known.name())), spelling);
        let model = known.model();
        let Some((found, spelling)) = model.find_operation(operation) else {
            let near = model.nearest_operation(operation);
            // Where a letter or two are wrong, nobody meant another service.
            let elsewhere = match near {
                Some((_, Likeness::Letters)) => Vec::new(),
                Some((_, Likeness::Words | Likeness::Far)) | None => services_with(operation),
            };
            let near = match near {
                Some((_, Likeness::Far)) if !elsewhere.is_empty() => None,
                near => near.map(|(near, _)| near),
            };
            self.report(errors::unknown_operation(
                operation_at,
                ((service, operation), form),
                (near, &elsewhere),
            ));
            return Api::Wrong;
        };
        self.hint_spelling(operation_at, (operation, &form.of(found.name())), spelling);
        Api::Known(found)
    }

    /// Reports an operation that a step cannot call because it streams its result.
    pub(crate) fn check_stream(&mut self, api: &Api, at: FileSpan) {
        if let Some(operation) = api.operation().filter(|it| it.streams_output()) {
            self.report(errors::streaming_call(at, operation.name()));
        }
    }

    /// A hint where a name is written as AWS takes it, but not as its model writes it.
    fn hint_spelling(&mut self, at: FileSpan, (written, name): (&str, &str), spelling: Spelling) {
        if spelling != Spelling::Canonical && written != name {
            self.report(errors::other_spelling(at, written, name));
        }
    }

    /// A member of a request: its name as the model has it, and what it takes. Nothing where the
    /// operation takes no such member, which is reported. `word` is what the source calls the
    /// operation.
    pub(crate) fn request_member(
        &mut self,
        api: &Api,
        word: &str,
        (name, name_at): (&Name, FileSpan),
    ) -> Option<(Name, Ty)> {
        let operation = match api {
            Api::Known(operation) => *operation,
            Api::Wrong => return Some((name.clone(), Ty::Unknown)),
            Api::Open => return Some((name.clone(), Ty::Json)),
        };
        let Some((member, spelling)) = operation.find_input(name) else {
            let members = operation.input().map(Shape::members);
            let known = members.map_or_else(Vec::new, |members| members.names().collect());
            let near = members.and_then(|members| members.nearest(name));
            self.report(errors::unknown_request_member(name_at, (name, word), (&known, near)));
            return None;
        };
        self.hint_spelling(name_at, (name, member.name()), spelling);
        let input = operation.input().map(|input| RecordType::of_structure(input, Side::Given));
        let field = input.as_ref().and_then(|input| input.field(member.name()));
        let ty = field.map_or(Ty::Unknown, |field| field.ty.clone());
        let ty = without_path(operation, member, ty);
        let is_needed = operation.required_input().any(|it| it.name() == member.name());
        Some((Name::new(member.name()), if is_needed { ty } else { ty.optional() }))
    }
}

/// The members that botocore cuts to what stands behind the last `/`, as in `/hostedzone/Z1`:
/// `fix_route53_ids` in `handlers.py`.
const CUT_IDS: &[&str] = &["DelegationSetId", "HostedZoneId", "Id"];

/// What a member takes; of an id that the client cuts, the path before it counts for nothing.
fn without_path(operation: Operation<'_>, member: Member<'_>, ty: Ty) -> Ty {
    let is_id = |length: Bounds| length.high == Some(32) && CUT_IDS.contains(&member.name());
    match &ty {
        Ty::String { length, .. } if operation.model().name() == "route53" && is_id(*length) => {
            Ty::string()
        }
        _ => ty,
    }
}

/// The services that have an operation of exactly this name; of many, one more than are told.
fn services_with(operation: &str) -> Vec<&'static str> {
    let has = |service: &&'static Service| service.model().operation(operation).is_some();
    Service::all().iter().filter(has).map(Service::name).take(errors::TOLD_SERVICES + 1).collect()
}
